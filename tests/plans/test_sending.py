"""Sending the plan, and the personal link to it."""

import datetime as dt

import pytest

from cases.codes import CaseState
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from plans.acts.distribution import Recipient, send_plan
from plans.codes import DeliveryChannel
from plans.models import Plan
from plans.queries import current_version, find_delivery
from tests.factories import make_circle_person
from tests.plans.reading import coordinator_of, reload

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


def test_the_link_in_the_mail_opens_this_plan_until_it_expires(established: Plan) -> None:
    case = established.case
    aunt = make_circle_person(case, email="ria@voorbeeld.example")
    send_plan(established, by=coordinator_of(case), recipients=[Recipient(DeliveryChannel.MAIL, person=aunt)])
    token = Message.objects.get().body.split("/plan/openen/")[1].split("/")[0]

    delivery = find_delivery(token)
    assert delivery is not None
    assert delivery.version.plan == established
    assert delivery.token_hash != token

    delivery.link_expires_on = local_today() - dt.timedelta(days=1)
    delivery.save()
    assert find_delivery(token) is None


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
