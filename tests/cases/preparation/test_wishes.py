"""Who wants to know what, who supplies it, and questions collected for the professionals (domain.md 3.3)."""

import pytest
from django.urls import reverse

from cases.codes import CaseState
from cases.preparation.acts.wishes import add_wish, change_wish, share_questions
from ekc.accounts.codes import Role
from ekc.refusal import Refusal
from tests.factories import make_case, make_user

WISH = {"kind": "informatie", "wished_by": "Moeder", "text": "Hoe groot is de schuld?"}


def test_wish_is_written_down_promised_and_answered_on_the_screen(client, preparing, anna):
    client.force_login(anna)
    client.post(reverse("cases:wish_add", args=[preparing.number]), WISH)
    wish = preparing.information_wishes.get()
    url = reverse("cases:wish", args=[preparing.number, wish.pk])
    client.post(url, {**WISH, "supplier": "De schuldhulp", "is_confirmed": "on", "answered": "deels"})

    page = client.get(reverse("cases:preparation", args=[preparing.number])).content.decode()

    assert "van: De schuldhulp (toegezegd)" in page
    assert "Deels gegeven" in page


def test_wish_is_answered_also_after_the_day(anna):
    case = make_case(state=CaseState.HELD_WITH_PLAN, with_coordinator=anna)
    wish = add_wish(case, by=anna, **WISH)

    assert change_wish(wish, by=anna, answered="ja").answered == "ja"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"text": ""}, "wie iets wil weten"),
        ({"wished_by": " "}, "wie iets wil weten"),
        ({"kind": "gerucht"}, "lijst"),
        ({"answered": "half"}, "lijst"),
        ({"is_confirmed": True}, "toegezegd"),
    ],
)
def test_wish_that_cannot_be_is_refused(preparing, anna, values, sentence):
    with pytest.raises(Refusal, match=sentence):
        add_wish(preparing, by=anna, **{**WISH, **values})


def test_professional_sees_shared_questions_and_not_who_asks(client, preparing, anna):
    dirk = make_user(Role.PROFESSIONAL)
    preparing.referrer.user = dirk
    preparing.referrer.save()
    add_wish(preparing, by=anna, kind="vraag", wished_by="Tante Ria", text="Wat als het niet lukt?")
    add_wish(preparing, by=anna, kind="informatie", wished_by="Oom Jan", text="Wat kost een advocaat?")
    client.force_login(dirk)
    url = reverse("cases:case", args=[preparing.number])
    assert "Wat als het niet lukt?" not in client.get(url).content.decode()

    assert share_questions(preparing, by=anna) == 1

    page = client.get(url).content.decode()
    assert "Wat als het niet lukt?" in page
    for hidden in ("Tante Ria", "Oom Jan", "Wat kost een advocaat?"):
        assert hidden not in page


def test_sharing_again_shares_only_what_is_new(preparing, anna):
    add_wish(preparing, by=anna, kind="vraag", wished_by="Ria", text="Eerste?")
    share_questions(preparing, by=anna)
    with pytest.raises(Refusal, match="geen nieuwe vragen"):
        share_questions(preparing, by=anna)
    add_wish(preparing, by=anna, kind="vraag", wished_by="Ria", text="Tweede?")

    assert share_questions(preparing, by=anna) == 1


def test_shared_question_stays_a_question(preparing, anna):
    wish = add_wish(preparing, by=anna, kind="vraag", wished_by="Ria", text="Eerste?")
    share_questions(preparing, by=anna)
    wish.refresh_from_db()

    with pytest.raises(Refusal, match="al gedeeld"):
        change_wish(wish, by=anna, kind="informatie")
