"""An aanmelding that is begun: kept, left, taken up again by link and code, copied, and forgotten."""

import datetime as dt
import io
import re

import pypdf
import pytest
from django.core import signing
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import norms
from cases.codes import DuePurpose
from cases.models import Case, ReferralDraft
from cases.referral.acts import drafts
from cases.referral.acts.drafts import code_of, forget_draft, parts_of, save_parts, start_draft
from ekc.accounts.codes import Role
from ekc.audit.codes import ReadAction
from ekc.audit.models import ReadLine
from ekc.outbox.acts import run_due_rows
from ekc.outbox.models import DueRow, Message
from ekc.refusal import Refusal
from tests.factories import make_user

from .referral_data import PAGES, ReferrerKind, person, persons

pytestmark = pytest.mark.django_db
TYPED = {"situation": "Sem gaat niet meer naar school."}


@pytest.fixture(autouse=True)
def _nobody_counted():
    cache.clear()


@pytest.fixture
def pim(client):
    return ReferrerKind(client)


def typed(referrer: ReferrerKind, step: str) -> dict[str, list[str]]:
    return parts_of(referrer.draft).get(step, {})


# --- kept -----------------------------------------------------------------------------------------------


def test_the_database_cannot_read_what_was_typed(pim):
    pim.type("situatie", TYPED)
    draft = pim.draft

    stored = " ".join(str(value) for value in ReferralDraft.objects.filter(pk=draft.pk).values_list()[0])
    assert "school" not in stored
    assert code_of(draft) not in stored
    assert typed(pim, "situatie") == {"situation": [TYPED["situation"]]}


def test_a_page_saves_only_its_own_part(pim):
    """Two tabs: the one does not undo the other."""
    pim.type("situatie", TYPED)
    pim.type("naam", {"name": "Pim", "relation": "opa", "situation": "uit een ander tabblad", "vreemd": "x"})

    assert typed(pim, "situatie") == {"situation": [TYPED["situation"]]}
    assert set(typed(pim, "naam")) == {"name", "relation"}


def test_a_stale_copy_of_a_draft_undoes_nothing(pim):
    first, second = pim.draft, pim.draft
    save_parts(first, {"naam": {"name": ["Pim"]}})
    save_parts(second, {"situatie": {"situation": ["Veel."]}})

    assert set(parts_of(pim.draft)) == {"naam", "situatie"}


def drawn(client, referrer: ReferrerKind, step: str) -> dict[str, str]:
    """What the page itself puts in its form, as one tab has it."""
    return {"blad": str(client.get(referrer.url("step", step)).context["sheet"])}


def test_two_tabs_on_the_same_page_lose_nothing_and_the_second_is_told(pim):
    first, second = drawn(pim.client, pim, "situatie"), drawn(pim.client, pim, "situatie")
    pim.type("situatie", {"situation": "Uit het eerste tabblad."}, **first)
    told = pim.type("situatie", {"situation": "Uit het tweede tabblad."}, **second)

    text = told.content.decode()
    assert "ook ergens anders ingevuld" in text
    assert "Uit het eerste tabblad." in text
    assert "Uit het tweede tabblad." in text
    assert typed(pim, "situatie") == {"situation": ["Uit het eerste tabblad."]}
    again = {"blad": str(told.context["sheet"])}
    assert pim.type("situatie", {"situation": "Uit het tweede tabblad."}, **again).status_code == 302
    assert typed(pim, "situatie") == {"situation": ["Uit het tweede tabblad."]}


def test_what_another_tab_saves_by_itself_does_not_undo_what_was_sent(pim):
    first, second = drawn(pim.client, pim, "situatie"), drawn(pim.client, pim, "situatie")
    pim.type("situatie", {"situation": "Uit het eerste tabblad."}, **first)

    assert pim.type("situatie", {"situation": "Half"}, autosave="1", **second).status_code == 409
    assert typed(pim, "situatie") == {"situation": ["Uit het eerste tabblad."]}


def test_a_page_that_saved_itself_or_says_the_same_is_not_told_of_another_tab(pim):
    first, second = drawn(pim.client, pim, "voor-wie"), drawn(pim.client, pim, "voor-wie")
    for said in (persons(person(name="N")), persons(person(name="Noor"))):
        assert pim.type("voor-wie", said, autosave="1", **first).status_code == 204
    assert pim.type("voor-wie", persons(person(name="Noor")), **first).status_code == 302
    assert pim.type("voor-wie", persons(person(9, name="Noor", row="anders")) | persons(), **second).status_code == 200
    assert pim.type("voor-wie", persons(person(name="Noor", row="anders")), **second).status_code == 302


def test_two_tabs_of_one_call_lose_nothing(client):
    client.force_login(make_user(Role.REGIONAL_MANAGER))
    address = client.post(reverse("cases:referral_desk"), {"kind": "zelf"})["Location"]
    lists = {"persons-TOTAL_FORMS": "0", "persons-INITIAL_FORMS": "0"}
    lists |= {"relatives-TOTAL_FORMS": "0", "relatives-INITIAL_FORMS": "0", "later": "1"}
    first, second = ({"blad": str(client.get(address).context["sheet"])} for _tab in range(2))
    assert client.post(address, {**lists, "name": "Pim", **first}).status_code == 302
    told = client.post(address, {**lists, "name": "Piet", **second})

    assert "ook ergens anders ingevuld" in told.content.decode()
    assert 'value="Piet"' in told.content.decode()
    assert parts_of(ReferralDraft.objects.get())["naam"]["name"] == ["Pim"]
    again = {"blad": str(told.context["sheet"])}
    assert client.post(address, {**lists, "name": "Piet", **again}).status_code == 302
    assert parts_of(ReferralDraft.objects.get())["naam"]["name"] == ["Piet"]


def test_each_page_shows_the_code_to_who_has_no_account(pim):
    code = code_of(pim.draft)
    assert f"{code[:4]} {code[4:]}" in pim.client.get(pim.url("step", "naam")).content.decode()
    pim.client.force_login(make_user(Role.PROFESSIONAL))
    own = ReferrerKind(pim.client, "professional")
    code = code_of(own.draft)

    assert f"{code[:4]} {code[4:]}" not in own.client.get(own.url("step", "naam")).content.decode()


def test_what_is_saved_by_itself_is_kept_and_not_judged(pim):
    response = pim.type("bereik", {"phone": "06", "email": "half@"}, autosave="1")

    assert response.status_code == 204
    page = pim.client.get(pim.url("step", "bereik")).context["page"]
    assert page.form["email"].value() == "half@"
    assert not page.errors


def test_a_sent_aanmelding_takes_nothing_more(pim):
    pim.fill().send()
    response = pim.type("situatie", {"situation": "Nog iets."})

    assert response["Location"] == pim.url("received")
    with pytest.raises(Refusal):
        save_parts(pim.draft, {"situatie": {"situation": ["Nog iets."]}})


def test_somebody_else_does_not_get_in_with_the_address(pim):
    pim.type("situatie", TYPED)
    stranger = Client()
    for name in ("check", "received", "copy", "pause"):
        assert stranger.get(pim.url(name))["Location"] == pim.url("resume"), name
    assert stranger.get(pim.url("step", "situatie"))["Location"] == pim.url("resume")
    stranger.post(pim.url("discard"))

    assert typed(pim, "situatie")


# --- left and taken up again --------------------------------------------------------------------------------


def test_link_comes_by_mail_and_code_stands_on_the_page_and_neither_says_the_other(pim):
    code = code_of(pim.draft)
    page = pim.client.get(pim.url("pause")).content.decode()
    pim.client.post(pim.url("pause"), {"email": "pim@voorbeeld.example"})

    mail = Message.objects.get()
    assert f"{code[:4]} {code[4:]}" in page
    assert mail.to == "pim@voorbeeld.example"
    link = re.search(r"https?://[^/]+(/verder/\S+)", mail.body)[1]
    assert Client().get(link)["Location"] == pim.url("resume")
    assert code not in mail.body
    for told in ("Eigen Kracht", "aanmeld", "conferentie", "familie"):
        assert told not in mail.subject + mail.body


def test_who_comes_back_with_link_and_code_goes_on_where_it_stopped(pim):
    pim.type("naam", PAGES["familie"]["naam"])
    pim.type("bereik", {"phone": ""})
    code = code_of(pim.draft)
    phone = Client()
    response = phone.post(pim.url("resume"), {"code": f" {code[:4]}-{code[4:]} "})

    assert response["Location"] == pim.url("step", "bereik")
    assert phone.get(response["Location"]).status_code == 200


def test_code_in_arabic_digits_opens_too(pim):
    code = code_of(pim.draft).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    assert Client().post(pim.url("resume"), {"code": code}).status_code == 302


def test_wrong_code_opens_nothing_and_says_so(pim):
    wrong = str((int(code_of(pim.draft)) + 1) % 10**8).zfill(8)
    other = Client()
    response = other.post(pim.url("resume"), {"code": wrong})

    assert response.context["form"].errors["code"]
    assert other.get(pim.url("check"))["Location"] == pim.url("resume")


def test_one_address_cannot_try_codes_without_end(pim, monkeypatch):
    monkeypatch.setattr("cases.referral.views.pausing.MOST_CODES_AN_HOUR", 2)
    other = Client()
    for _try in range(2):
        other.post(pim.url("resume"), {"code": "1"})
    response = other.post(pim.url("resume"), {"code": code_of(pim.draft)})

    assert "te vaak" in str(response.context["form"].errors)


def test_one_draft_cannot_be_tried_without_end_from_many_addresses(pim, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_WRONG_CODES", 2)
    for _try in range(2):
        assert not drafts.check_code(pim.draft, "00")
    with pytest.raises(Refusal):
        drafts.check_code(pim.draft, code_of(pim.draft))


def test_mails_of_one_draft_come_to_an_end(pim, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_LINKS", 1)
    pim.client.post(pim.url("pause"), {"email": "pim@voorbeeld.example"})
    response = pim.client.post(pim.url("pause"), {"email": "ander@voorbeeld.example"})

    assert response.context["form"].non_field_errors()
    assert Message.objects.count() == 1


def test_page_that_is_sent_after_the_session_is_over_is_kept_once_the_code_is_given(pim):
    code = code_of(pim.draft)
    late = Client()
    asked = late.post(pim.url("step", "voor-wie"), persons(person(name="Noor")))
    carried = dict(asked.context["carried"])
    assert "Noor" in asked.content.decode()
    wrong = late.post(pim.url("resume"), {"code": "1", **carried})
    assert "Noor" in wrong.content.decode()
    response = late.post(pim.url("resume"), {"code": code, **carried})

    assert response["Location"] == pim.url("step", "voor-wie")
    assert 'value="Noor"' in late.get(response["Location"]).content.decode()


def test_who_throws_it_away_leaves_nothing(pim):
    pim.type("situatie", TYPED)
    pim.client.post(pim.url("discard"))

    assert not ReferralDraft.objects.exists()


def test_start_page_knows_what_was_begun_here(pim):
    assert pim.url("resume") in pim.client.get(reverse("cases:referral")).content.decode()
    assert pim.url("resume") not in Client().get(reverse("cases:referral")).content.decode()


def test_draft_of_an_account_opens_for_that_account_alone(client):
    dirk, other = make_user(Role.PROFESSIONAL), make_user(Role.PROFESSIONAL)
    client.force_login(dirk)
    referrer = ReferrerKind(client, "professional")
    assert referrer.url("resume") in client.get(reverse("cases:my_referrals")).content.decode()
    code = code_of(referrer.draft)

    for visitor in (Client(), Client()):
        response = visitor.post(referrer.url("resume"), {"code": code})
        assert response["Location"].startswith(reverse("account_login"))
        visitor.force_login(other)
        assert visitor.get(referrer.url("check"))["Location"] == referrer.url("resume")


# --- the own copy ---------------------------------------------------------------------------------------------


def text_of(response) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(response.content)).pages)


def test_referrer_gets_the_own_copy_without_the_secret_address(client):
    referrer = ReferrerKind(client, "zelf").fill()
    referrer.send()
    response = client.get(referrer.url("copy"))

    text = text_of(response)
    assert response["Content-Type"] == "application/pdf"
    assert "Pim de Wit" in text
    assert Case.objects.get().number in text
    assert "Vlierlaan" not in text
    assert ReadLine.objects.filter(case_number=Case.objects.get().number, action=ReadAction.EXPORT).exists()


def test_copy_is_of_this_browser_and_for_an_hour(client):
    referrer = ReferrerKind(client).fill()
    referrer.send()
    assert referrer.url("copy") in client.get(referrer.url("received")).content.decode()

    assert Client().get(referrer.url("copy")).status_code == 302
    before = timezone.now() - dt.timedelta(hours=1, minutes=1)
    ReferralDraft.objects.update(saved_at=before, expires_at=before + drafts.COPY_KEPT)
    assert client.get(referrer.url("copy")).status_code == 302
    later = client.get(referrer.url("received"))
    assert later.status_code == 200
    assert referrer.url("copy") not in later.content.decode()


# --- forgotten --------------------------------------------------------------------------------------------------


def test_draft_is_gone_after_thirty_days_and_its_link_says_how_to_go_on(pim, time_machine):
    assert dt.timedelta(days=norms.DRAFT_DAYS) == dt.timedelta(days=30)
    time_machine.move_to(timezone.now() + dt.timedelta(days=norms.DRAFT_DAYS) + dt.timedelta(minutes=1))
    response = Client().get(pim.url("resume"))
    run_due_rows()

    assert response.status_code == 410
    assert reverse("cases:referral") in response.content.decode()
    assert not ReferralDraft.objects.exists()


def test_saving_gives_a_draft_another_thirty_days(pim, time_machine):
    time_machine.move_to(timezone.now() + dt.timedelta(days=20))
    save_parts(pim.draft, {"situatie": {"situation": ["Er is nog iets."]}})
    time_machine.move_to(timezone.now() + dt.timedelta(days=20))
    run_due_rows()
    forget_draft(pim.draft.pk)

    assert typed(pim, "situatie")
    assert DueRow.objects.get(purpose=DuePurpose.DRAFT_EXPIRES).due_at == pim.draft.expires_at


def test_what_was_sent_is_gone_an_hour_later_and_the_case_stays(pim, time_machine):
    pim.fill().send()
    time_machine.move_to(timezone.now() + drafts.COPY_KEPT + dt.timedelta(minutes=1))
    run_due_rows()

    assert not ReferralDraft.objects.exists()
    assert Case.objects.exists()
    assert Client().get(pim.url("resume")).status_code == 410


# --- what the database refuses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("impossible", "constraint"),
    [
        ({"kind": "buurman"}, "draft_kind_known"),
        ({"expires_at": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)}, "draft_expires_after_saving"),
        ({"is_by_phone": True}, "draft_by_phone_has_a_user"),
    ],
)
def test_the_database_refuses_a_draft_that_cannot_be(impossible, constraint):
    draft = start_draft("zelf")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ReferralDraft.objects.filter(pk=draft.pk).update(**impossible)


def test_a_token_of_elsewhere_is_no_key(client):
    assert client.get(f"/aanmelden/{signing.dumps('x')}/verder/").status_code == 404


def test_page_that_is_sent_while_another_tab_sends_the_whole_leads_to_the_end(pim, monkeypatch):
    def too_late(*_args, **_kwargs):
        raise Refusal("Deze aanmelding is al verstuurd.")

    monkeypatch.setattr("cases.referral.views.steps.save_parts", too_late)

    response = pim.client.post(pim.url("step", "situatie"), TYPED)

    assert response.status_code == 302
    assert response.url == pim.url("received")


@pytest.mark.parametrize("part", ["0", "1", "2"])
def test_a_date_of_thousands_of_digits_is_wrong_and_breaks_no_page(pim, part):
    answer = pim.type("voor-wie", persons(person(**{f"birth_date_{part}": "9" * 5000})))

    assert answer.status_code == 200
    assert pim.client.get(pim.url("check")).status_code == 200
