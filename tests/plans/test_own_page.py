""" "Mijn afspraken": the page behind the personal link, for as long as the plan lives, also after closing."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from cases.casepage.next_step import next_step_for
from cases.codes import CaseState
from cases.models import Case, CirclePerson
from conferences.codes import ConferenceState
from ekc.dates import local_today
from ekc.links import renew_link, withdraw_link
from ekc.outbox.models import Message
from followup.models import FamilyEvaluation
from plans.acts.distribution import Recipient, send_copies
from plans.codes import ENDED_LIVES, DeliveryChannel, PlanLife, PlanState
from plans.models import ChangeProposal, Distribution, Plan, TaskReport
from plans.own_forms import OWN_FORMS
from tests.factories import (
    before_it_was_established,
    make_agreement,
    make_case,
    make_circle_person,
    make_conference,
    make_plan,
)
from tests.people import coordinator_of
from tests.rows import the_one

pytestmark = pytest.mark.django_db


def link_to(plan: Plan, person: CirclePerson, channel: str = DeliveryChannel.MAIL) -> str:
    """The path of the personal link that somebody gets with the plan."""
    send_copies(plan, by=coordinator_of(plan.case), recipients=[Recipient(channel, person=person)])
    body = Message.objects.filter(to=person.email).latest("pk").body
    return "/plan/openen/" + body.split("/plan/openen/")[1].split("/")[0] + "/"


@pytest.fixture
def ria(established: Plan) -> CirclePerson:
    person = make_circle_person(established.case, name="Ria Kanarie", email="ria@voorbeeld.example")
    mine = make_agreement(established.versions.get(), who="Ria", what="Belt Sem elke zondag")
    with before_it_was_established():
        mine.people.add(person)
    return person


@pytest.fixture
def link(established: Plan, ria: CirclePerson) -> str:
    return link_to(established, ria)


@pytest.fixture
def reader(link: str) -> Client:
    client = Client()
    client.post(link)
    return client


def mine(established: Plan) -> int:
    return int(the_one(established.versions.get().agreements, what="Belt Sem elke zondag").pk)


def text(client: Client, link: str) -> str:
    return str(client.get(link).content.decode())


def shown(page: str) -> str:
    """The page without the whole plan, which stands below."""
    return page.split('id="plan"')[0]


def test_it_shows_what_i_promised_and_not_what_others_did(established: Plan, reader: Client, link: str) -> None:
    make_agreement(established.versions.get(), who="Piet", what="Brengt Sem naar zwemles")

    page = text(reader, link)

    assert "Belt Sem elke zondag" in shown(page)
    assert "Brengt Sem naar zwemles" not in shown(page)
    assert "Brengt Sem naar zwemles" in page, "the whole plan is there to be read"


def test_it_says_whom_to_call_when_it_goes_wrong_and_when_we_meet_again() -> None:
    case = make_case(state=CaseState.PLAN_SENT)
    plan = make_plan(
        case,
        state=PlanState.NOT_NEEDED,
        convener="tante Samira",
        monitor="opa Cor",
        contingency="Dan bellen we Samira.",
        review_date=dt.date(2027, 3, 3),
    )
    person = make_circle_person(case, email="ria@voorbeeld.example")

    page = shown(Client().post(link_to(plan, person)).content.decode())

    assert all(words in page for words in ("tante Samira", "opa Cor", "Dan bellen we Samira.", "3 maart 2027"))
    assert coordinator_of(case).full_name in page


# --- done, or not ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("tap", "is_done"), [("gedaan", True), ("nog-niet", False)])
def test_one_tap_says_whether_it_was_done_and_one_takes_it_back(
    established: Plan, reader: Client, link: str, tap: str, is_done: bool
) -> None:
    answer = reader.post(link, {"tap": f"{tap}:{mine(established)}"}, follow=True)

    assert TaskReport.objects.get().is_done is is_done
    assert "Ongedaan maken" in answer.content.decode()
    reader.post(link, {"tap": f"terug:{mine(established)}"})
    assert not TaskReport.objects.exists()


def test_the_last_tap_counts_whichever_of_my_links_it_came_by(established: Plan, ria: CirclePerson, link: str) -> None:
    other = link_to(established, ria)
    Client().post(link, {"tap": f"gedaan:{mine(established)}"})
    Client().post(other, {"tap": f"nog-niet:{mine(established)}"})

    assert [report.is_done for report in TaskReport.objects.all()] == [False]


def test_nobody_reports_on_the_promise_of_another(established: Plan, reader: Client, link: str) -> None:
    other = make_agreement(established.versions.get(), who="Piet", what="Brengt Sem naar zwemles")

    for tap in (f"gedaan:{other.pk}", "gedaan:999999", "gedaan:", "ja:x", "", "raar:1"):
        answer = reader.post(link, {"tap": tap}, follow=True)
        assert answer.status_code == 200
    assert not TaskReport.objects.exists()


# --- as long as the plan ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("months", [3, 4, 24])
def test_it_works_after_months(established: Plan, link: str, months: int) -> None:
    with time_machine.travel(timezone.now() + dt.timedelta(days=31 * months), tick=False):
        client = Client()
        assert "Belt Sem elke zondag" in client.post(link).content.decode()
        client.post(link, {"tap": f"gedaan:{mine(established)}"})

    assert TaskReport.objects.get().is_done


@pytest.mark.parametrize("life", PlanLife.values)
def test_it_lives_as_long_as_the_plan(established: Plan, link: str, life: str) -> None:
    Plan.objects.filter(pk=established.pk).update(life=life)

    assert Client().get(link).status_code == (410 if life in ENDED_LIVES else 200)


def test_after_closing_the_family_goes_on_by_itself(established: Plan, reader: Client, link: str) -> None:
    close(established.case)

    reader.post(link, {"tap": f"gedaan:{mine(established)}"})
    reader.post(link, {"form": "voorstel", "voorstel-text": "Zondag wordt zaterdag."})

    assert TaskReport.objects.get().is_done
    assert ChangeProposal.objects.get().text == "Zondag wordt zaterdag."
    assert not Message.objects.filter(key__startswith="plan-proposal"), "nobody of the house goes on with it"
    assert "Zondag wordt zaterdag." in text(reader, link)


def test_after_closing_the_family_writes_down_what_it_agreed_on_and_everybody_reads_it(
    established: Plan, reader: Client, link: str
) -> None:
    other = link_to(established, make_circle_person(established.case, email="cor@voorbeeld.example"))
    reader.post(link, {"form": "voorstel", "voorstel-text": "Zondag wordt zaterdag."})
    assert 'id="afgesproken"' not in text(reader, link), "the coordinator is still there"
    close(established.case)
    proposal = ChangeProposal.objects.get()

    empty = reader.post(link, {"form": "afgesproken", "afgesproken-proposal": proposal.pk}).content.decode()
    reader.post(
        link,
        {"form": "afgesproken", "afgesproken-proposal": proposal.pk, "afgesproken-outcome": "Voortaan op zaterdag."},
    )

    assert "aria-invalid" in empty
    proposal.refresh_from_db()
    assert (proposal.outcome, proposal.settled_in_family) == ("Voortaan op zaterdag.", True)
    assert "Voortaan op zaterdag." in Client().post(other).content.decode()
    assert the_one(established.versions.get().agreements, what="Belt Sem elke zondag"), "the plan itself stays"


def test_after_closing_who_does_not_call_everybody_together_leaves_it_to_who_does(
    established: Plan, ria: CirclePerson, link: str
) -> None:
    convener = make_circle_person(established.case, name="Cor Bos", email="cor@voorbeeld.example")
    with before_it_was_established():
        established.versions.update(convener="Cor Bos")
    hers, his = link, link_to(established, convener)
    proposal = ChangeProposal.objects.create(case=established.case, who="Ria", text="Zondag wordt zaterdag.")
    close(established.case)
    typed = {"form": "afgesproken", "afgesproken-proposal": proposal.pk, "afgesproken-outcome": "Goed."}

    assert 'id="afgesproken"' not in Client().post(hers).content.decode()
    Client().post(hers, typed)
    proposal.refresh_from_db()
    assert proposal.settled_at is None
    Client().post(his, typed)

    proposal.refresh_from_db()
    assert proposal.outcome == "Goed."


def close(case: Case) -> None:
    today = local_today()
    Case.objects.filter(pk=case.pk).update(state=CaseState.CLOSED, closed_on=today, outcome="conferentie")


def test_a_withdrawn_link_takes_my_earlier_ones_along(established: Plan, ria: CirclePerson, link: str) -> None:
    link_to(established, ria)
    withdraw_link(Distribution.objects.latest("pk"))

    assert Client().get(link).status_code == 410


def test_who_got_it_on_paper_can_be_given_a_link_later(established: Plan) -> None:
    person = make_circle_person(established.case, email="")
    send_copies(
        established,
        by=coordinator_of(established.case),
        recipients=[Recipient(DeliveryChannel.LETTER, person=person)],
    )
    delivery = Distribution.objects.get(person=person)
    path = "/" + renew_link(delivery).split("/", 3)[3]

    assert "Mijn afspraken" in Client().post(path).content.decode()


# --- who looks along ----------------------------------------------------------------------------------------------


def test_a_look_shows_nothing_before_the_button_and_nothing_after_half_an_hour(reader: Client, link: str) -> None:
    assert "Belt Sem" not in Client().get(link).content.decode()
    assert "Belt Sem" in text(reader, link)

    with time_machine.travel(timezone.now() + dt.timedelta(minutes=31), tick=False):
        assert "Belt Sem" not in text(reader, link)


def test_leaving_the_page_closes_it(reader: Client, link: str) -> None:
    reader.post(reverse("leave"))

    assert "Belt Sem" not in text(reader, link)


def test_no_secret_address_stands_in_what_others_said(established: Plan, reader: Client, link: str) -> None:
    make_circle_person(
        established.case, name="Tante Jo", street="Dorpsstraat 12", postcode="1621 AA", secret_address=True
    )
    other = make_circle_person(established.case, name="Piet Kanarie", email="piet@voorbeeld.example")
    Client().post(link_to(established, other), {"form": "voorstel", "voorstel-text": "We zien Jo op Dorpsstraat 12."})

    # Who is named by words alone is called as those words say.
    ChangeProposal.objects.create(case=established.case, who="Oom van Dorpsstraat 12", text="Zegt nee.")

    page = text(reader, link)
    close(established.case)
    after = text(reader, link)

    assert ChangeProposal.objects.exists()
    assert "Piet Kanarie" in page
    assert 'id="afgesproken"' in after
    for each in (page, after):
        assert "Dorpsstraat 12" not in each


# --- what the family writes down itself ----------------------------------------------------------------------------


def test_the_family_writes_down_its_own_evaluation(established: Plan, reader: Client, link: str) -> None:
    held = local_today() - dt.timedelta(days=100)
    make_conference(established.case, state=ConferenceState.HELD, held_on=held)
    typed = {
        "evaluatie-held_on": (local_today() - dt.timedelta(days=1)).strftime("%d-%m-%Y"),
        "evaluatie-by": "Ria",
        "evaluatie-result": "We gaan zo door.",
    }

    answer = reader.post(link, {"form": "evaluatie", **typed}, follow=True)

    assert FamilyEvaluation.objects.get().result == "We gaan zo door."
    assert "We gaan zo door." in answer.content.decode()


def test_a_form_with_a_mistake_keeps_what_was_typed(established: Plan, reader: Client, link: str) -> None:
    tomorrow = (local_today() + dt.timedelta(days=1)).strftime("%d-%m-%Y")
    typed = {"evaluatie-held_on": tomorrow, "evaluatie-by": "Ria", "evaluatie-result": "We gaan zo door."}

    page = reader.post(link, {"form": "evaluatie", **typed}).content.decode()

    assert "Deze datum is nog niet geweest." in page
    assert all(value in page for value in typed.values())
    assert not FamilyEvaluation.objects.exists()


@pytest.mark.parametrize("name", OWN_FORMS.names())
def test_no_form_of_the_page_takes_nothing(reader: Client, link: str, name: str) -> None:
    answer = reader.post(link, {"form": name})

    assert answer.status_code == 200
    assert 'class="error' in answer.content.decode() or "is-invalid" in answer.content.decode()


def test_a_proposal_reaches_coordinator_and_who_convenes_and_is_their_next_step() -> None:
    case = make_case(state=CaseState.PLAN_SENT)
    plan = make_plan(case, state=PlanState.NOT_NEEDED, convener="Samira Kanarie")
    samira = make_circle_person(case, name="Samira Kanarie", email="samira@voorbeeld.example")
    ria = make_circle_person(case, name="Ria Kanarie", email="ria@voorbeeld.example")
    piet = make_circle_person(case, name="Piet Kanarie", email="piet@voorbeeld.example")
    link_to(plan, samira)
    hers, his = link_to(plan, ria), link_to(plan, piet)
    Message.objects.all().delete()

    Client().post(hers, {"form": "voorstel", "voorstel-text": "Zaterdag past mij beter."})

    assert {mail.to for mail in Message.objects.all()} == {coordinator_of(case).email, samira.email}
    assert not [mail for mail in Message.objects.all() if "Zaterdag" in mail.body + mail.subject]
    found = re.search(r"https?://[^/]+(/\S+)", Message.objects.get(to=samira.email).body)
    assert found is not None
    assert "Zaterdag past mij beter." in Client().post(found[1]).content.decode()
    assert "Zaterdag past mij beter." in Client().post(hers).content.decode()
    assert "Zaterdag past mij beter." not in Client().post(his).content.decode()
    step = next_step_for(Case.objects.with_file().get(pk=case.pk), coordinator_of(case))
    assert step is not None
    assert step.key == "settle_proposal"


def test_a_link_that_was_withdrawn_from_who_convenes_stays_so() -> None:
    case = make_case(state=CaseState.PLAN_SENT)
    plan = make_plan(case, state=PlanState.NOT_NEEDED, convener="Samira Kanarie")
    samira = make_circle_person(case, name="Samira Kanarie", email="samira@voorbeeld.example")
    ria = make_circle_person(case, name="Ria Kanarie", email="ria@voorbeeld.example")
    link_to(plan, samira)
    withdraw_link(Distribution.objects.get(person=samira))
    hers = link_to(plan, ria)
    Message.objects.all().delete()

    Client().post(hers, {"form": "voorstel", "voorstel-text": "Zaterdag past mij beter."})

    assert {mail.to for mail in Message.objects.all()} == {coordinator_of(case).email}
    assert Distribution.objects.get(person=samira).withdrawn_at is not None


@pytest.mark.parametrize("language", ["en", "tr", "ar", "pl"])
def test_the_page_speaks_the_language_of_its_reader(
    established: Plan, ria: CirclePerson, link: str, language: str
) -> None:
    spoken = {"en": "Engels", "tr": "Turks", "ar": "Arabisch", "pl": "Pools"}
    CirclePerson.objects.filter(pk=ria.pk).update(language=spoken[language])

    page = Client().post(link).content.decode()

    with translation.override(language):
        assert translation.gettext("Wat ik heb afgesproken") in page
    assert f'<html lang="{language}"' in page
    # What the family agreed stays in its own words.
    assert '<span lang="nl" dir="auto">Belt Sem elke zondag</span>' in page


def test_who_calls_everybody_together_is_not_told_to_call_themselves(
    established: Plan, ria: CirclePerson, reader: Client, link: str
) -> None:
    tante = make_circle_person(established.case, name="Tante Toos", email="toos@voorbeeld.example")
    with before_it_was_established():
        established.versions.update(convener="Ria Kanarie")
    other = Client()
    others_link = link_to(established, tante)
    other.post(others_link)

    assert "U roept zelf iedereen bij elkaar." in text(reader, link)
    assert "U roept zelf" not in text(other, others_link)
    assert "Ria Kanarie" in text(other, others_link)
