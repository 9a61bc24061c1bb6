"""Two people who may not meet: recorded, decided with the regional manager, and never passed over (domain.md 3.3)."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.circle.reads.circle import circle_of
from cases.models import ContactBan
from cases.preparation.acts.safety import decide_ban, lift_ban, record_ban
from cases.preparation.reads.safety import contact_bans_between
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.factories import make_ban, make_case, make_circle_person


@pytest.fixture
def els(preparing):
    return make_circle_person(preparing, name="Els")


@pytest.fixture
def rob(preparing):
    return make_circle_person(preparing, name="Rob")


def test_ban_is_recorded_on_the_screen_and_stands_with_both(client, preparing, els, rob, anna):
    client.force_login(anna)
    typed = {"person": f"k{els.pk}", "other": f"k{rob.pk}", "source": "rechter", "note": "Alleen bellen mag."}

    client.post(reverse("cases:ban_add", args=[preparing.number]), typed)

    lines = [row for ring in circle_of(preparing, anna).rings for row in ring.rows]
    assert {row.person.name: row.warnings for row in lines} == {
        "Els": ("Contactverbod met Rob",),
        "Rob": ("Contactverbod met Els",),
    }
    assert "Alleen bellen mag." in client.get(reverse("cases:preparation", args=[preparing.number])).content.decode()


def test_ban_can_be_with_a_main_person(preparing, rob, anna):
    child = preparing.main_persons.get()

    ban = record_ban(rob, by=anna, source="burgemeester", other_main=child)

    assert ban.other_one == child
    assert contact_bans_between(preparing, people={rob.pk}, main_people={child.pk}) == [ban]


def test_ban_is_between_two_of_one_case(preparing, els, anna):
    stranger = make_circle_person(make_case(), name="Vreemd")
    for other in (els, stranger, None):
        with pytest.raises(Refusal):
            record_ban(els, by=anna, source="rechter", other=other)


@pytest.mark.parametrize(("values", "sentence"), [({"source": "zomaar"}, "rust"), ({"until": -1}, "voorbij")])
def test_ban_that_cannot_be_is_refused(els, rob, anna, values, sentence):
    if "until" in values:
        values = {"until": local_today() + dt.timedelta(days=values["until"])}
    with pytest.raises(Refusal, match=sentence):
        record_ban(els, by=anna, **{"source": "rechter", "other": rob, **values})


@pytest.mark.parametrize("turned", [False, True])
def test_ban_stands_once_whichever_of_the_two_comes_first(els, rob, anna, turned):
    make_ban(els, rob, by=anna)
    one, other = (rob, els) if turned else (els, rob)

    with pytest.raises(Refusal, match="staat er al"):
        record_ban(one, by=anna, source="rechter", other=other)


def test_ban_holds_until_its_last_day(preparing, els, rob, anna):
    today = local_today()
    ban = make_ban(els, rob, by=anna, until=today)
    assert contact_bans_between(preparing, people={els.pk, rob.pk}) == [ban]

    ContactBan.objects.update(until=today - dt.timedelta(days=1))

    assert contact_bans_between(preparing, people={els.pk, rob.pk}) == []


def test_coordinator_decides_about_a_ban_with_the_regional_manager(els, rob, anna, carla):
    ban = make_ban(els, rob, by=anna)
    with pytest.raises(Refusal, match="regiomanager"):
        decide_ban(ban, by=anna, may_both_come=True, decision="Zij zitten apart.")

    decided = decide_ban(ban, by=anna, may_both_come=True, decision="Zij zitten apart.", decided_with=carla)

    assert decided.may_both_come
    assert Message.objects.filter(to=carla.email).count() == 1


def test_ban_is_not_lifted_by_the_coordinator_alone(els, rob, anna, carla):
    ban = make_ban(els, rob, by=anna)
    with pytest.raises(Refusal, match="regiomanager"):
        lift_ban(ban, by=anna, reason="Ze hebben het bijgelegd.")

    lifted = lift_ban(ban, by=anna, reason="De rechter hief het op.", decided_with=carla)

    assert (lifted.lifted_on, lifted.decided_with) == (local_today(), carla)


def test_lifting_is_a_page_that_asks_the_coordinator_with_whom(client, preparing, els, rob, anna, carla):
    ban = make_ban(els, rob, by=anna)
    url = reverse("cases:ban_lift", args=[preparing.number, ban.pk])
    client.force_login(anna)
    assert "Met welke regiomanager" in client.get(url).content.decode()
    client.post(url, {"reason": "De rechter hief het op."})
    ban.refresh_from_db()
    assert ban.lifted_on is None

    client.force_login(carla)
    assert "Met welke regiomanager" not in client.get(url).content.decode()
    assert client.post(url, {"reason": "De rechter hief het op."}).status_code == 302

    ban.refresh_from_db()
    assert (ban.lifted_on, ban.decided_with) == (local_today(), carla)


@pytest.mark.parametrize("lifted", [False, True])
def test_lifting_has_a_reason_and_happens_once(els, rob, anna, carla, lifted):
    ban = make_ban(els, rob, by=anna)
    if lifted:
        lift_ban(ban, by=carla, reason="Voorbij.")
    with pytest.raises(Refusal, match="al opgeheven" if lifted else "waarom"):
        lift_ban(ban, by=carla, reason="Voorbij." if lifted else " ")


def test_ban_may_be_recorded_again_after_it_was_lifted(els, rob, anna, carla):
    lift_ban(make_ban(els, rob, by=anna), by=carla, reason="Voorbij.")

    assert record_ban(els, by=anna, source="rechter", other=rob).pk


def test_manager_decides_on_the_screen(client, preparing, els, rob, anna, carla):
    ban = make_ban(els, rob, by=anna)
    client.force_login(carla)
    url = reverse("cases:ban_decide", args=[preparing.number, ban.pk])
    assert client.get(url).status_code == 200

    client.post(url, {"may_both_come": "False", "decision": "Rob schrijft een brief."})

    ban.refresh_from_db()
    assert (ban.may_both_come, ban.decided_with) == (False, carla)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [({"may_both_come": True}, "ban_decision_is_whole"), ({"source": "zomaar"}, "ban_source_known")],
)
def test_database_refuses_a_ban_that_is_not_whole(els, rob, anna, values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_ban(els, rob, by=anna, **values)
