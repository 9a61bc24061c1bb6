"""Sending the plan, and the personal link to it."""

import pytest
from django.urls import reverse

from cases.codes import CaseState
from cases.models import Case, Referrer
from conferences.codes import ConferenceState
from ekc.dates import local_today
from ekc.links import opened
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from plans.acts.distribution import Recipient, send_plan
from plans.codes import DeliveryChannel, PlanLife
from plans.forms.send import SendForms
from plans.models import Distribution, Plan
from plans.queries import current_version
from plans.recipients import candidates_of
from tests.factories import make_attendance, make_circle_person, make_conference, make_invitation
from tests.people import coordinator_of
from tests.plans.reading import reload

pytestmark = pytest.mark.django_db


def test_a_plan_is_sent_once_to_everybody_and_the_case_moves_on(established: Plan) -> None:
    case, by = established.case, coordinator_of(established.case)
    aunt = make_circle_person(case, email="ria@voorbeeld.example")
    recipients = [
        Recipient(DeliveryChannel.MAIL, person=aunt),
        Recipient(DeliveryChannel.HANDED, main_person=case.main_persons.get()),
    ]

    plan = send_plan(established, by=by, recipients=recipients)

    assert plan.sent_on == local_today()
    assert reload(case).state == CaseState.PLAN_SENT
    message = Message.objects.get(to="ria@voorbeeld.example")
    assert "Sem" not in message.subject + message.body


def test_the_link_in_the_mail_opens_this_plan_for_as_long_as_it_lives(established: Plan) -> None:
    case = established.case
    aunt = make_circle_person(case, email="ria@voorbeeld.example")
    send_plan(established, by=coordinator_of(case), recipients=[Recipient(DeliveryChannel.MAIL, person=aunt)])
    token = Message.objects.get().body.split("/plan/openen/")[1].split("/")[0]

    delivery = opened(Distribution, token)
    assert delivery is not None
    assert delivery.version.plan == established
    assert delivery.token_hash != token

    Plan.objects.update(life=PlanLife.LAPSED)
    assert opened(Distribution, token) is None


def test_a_mail_without_address_is_refused_and_nothing_is_sent(established: Plan) -> None:
    aunt = make_circle_person(established.case, email="")

    with pytest.raises(Refusal, match="geen e-mailadres"):
        send_plan(
            established,
            by=coordinator_of(established.case),
            recipients=[Recipient(DeliveryChannel.HANDED, name="Oma"), Recipient(DeliveryChannel.MAIL, person=aunt)],
        )

    assert not current_version(established).distributions.exists()
    assert reload(established.case).state == CaseState.HELD_WITH_PLAN


def test_a_plan_that_is_not_established_is_not_sent(presented: Plan) -> None:
    with pytest.raises(Refusal, match="nog niet vastgesteld"):
        send_plan(
            presented,
            by=coordinator_of(presented.case),
            recipients=[Recipient(DeliveryChannel.HANDED, name="Oma")],
        )


def test_who_took_part_gets_the_plan_as_they_were_invited_and_the_others_below(established: Plan) -> None:
    case = established.case
    meeting = make_conference(case, state=ConferenceState.HELD)
    came = {
        "mail": make_circle_person(case, name="Met Mail", email="m@voorbeeld.example"),
        "brief": make_circle_person(case, name="Met Brief", email=""),
        "mondeling": make_circle_person(case, name="Mondeling", email="x@voorbeeld.example"),
    }
    for channel, person in came.items():
        make_invitation(meeting, person, channel=channel)
        make_attendance(meeting, person=person)
    stayed = make_circle_person(case, name="Bleef weg", email="w@voorbeeld.example")
    make_invitation(meeting, stayed, channel="mail", answer="komt_niet")

    found = {each.label: each for each in candidates_of(case)}

    assert {name: found[name].channel for name in ("Met Mail", "Met Brief", "Mondeling", "Bleef weg")} == {
        "Met Mail": DeliveryChannel.MAIL,
        "Met Brief": DeliveryChannel.LETTER,
        "Mondeling": DeliveryChannel.HANDED,
        "Bleef weg": "",
    }
    assert not found["Bleef weg"].took_part


def test_nobody_is_offered_mail_without_an_address(established: Plan, client) -> None:
    case = established.case
    silent = make_circle_person(case, name="Zonder mail", email="")
    make_invitation(make_conference(case, state=ConferenceState.HELD), silent, channel="mail")
    (found,) = [each for each in candidates_of(case) if each.label == "Zonder mail"]
    client.force_login(coordinator_of(case))

    answer = client.post(reverse("plans:send", args=[case.number]), {f"c{silent.pk}-channel": "mail"})

    assert DeliveryChannel.MAIL not in dict(found.channels)
    assert found.channel != DeliveryChannel.MAIL
    assert "geen e-mailadres bekend" in answer.content.decode()
    assert not current_version(established).distributions.exists()


def test_whoever_can_be_chosen_on_the_page_gets_the_plan(established: Plan) -> None:
    """Main persons, the circle and who applied, each by each way that the page offers."""
    make_circle_person(established.case, email="ria@voorbeeld.example")
    Referrer.objects.filter(case=established.case).update(name="Petra Bos", email="petra@voorbeeld.example", user=None)
    candidates = candidates_of(Case.objects.get(pk=established.case_id))
    data = {f"{each.key}-channel": each.channels[-2][0] if each.has_mail else "meegegeven" for each in candidates}

    form = SendForms(established, candidates, data)
    assert form.is_valid()
    form.save(by=coordinator_of(established.case))

    assert Distribution.objects.count() == len(candidates)
    assert any(each.key == "ref" and each.has_mail for each in candidates)
