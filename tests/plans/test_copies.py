"""Somebody was forgotten, or has an older version: a copy at any time, also after closing."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseState
from cases.models import Case
from conferences.codes import ConferenceState
from ekc.outbox.models import Message
from plans.acts.distribution import Recipient, send_copies, send_plan
from plans.codes import DeliveryChannel
from plans.models import (
    Distribution,
    Plan,
)
from plans.queries import open_change
from plans.recipients import candidates_of
from tests.factories import make_attendance, make_circle_person, make_conference, make_user
from tests.people import coordinator_of, signed_in

from .test_own_page import close
from .test_versions import changed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", [CaseState.HELD_WITH_PLAN, CaseState.PLAN_SENT, CaseState.REGISTERED, "closed"])
def test_somebody_who_was_forgotten_gets_a_copy_at_any_time(established: Plan, state: str) -> None:
    case = established.case
    ria = make_circle_person(case, name="Ria Kanarie", email="ria@voorbeeld.example")
    if state == "closed":
        close(case)
    else:
        Case.objects.filter(pk=case.pk).update(state=state, outcome="conferentie")
    manager = make_user("regiomanager", region=case.region)
    url = reverse("plans:copy", args=[case.number])
    assert "Ria Kanarie" in signed_in(manager).get(url).content.decode()

    signed_in(manager).post(url, {f"c{ria.pk}-channel": "mail"})

    delivery = Distribution.objects.get()
    assert (delivery.person, delivery.channel, delivery.sent_on) == (ria, "mail", timezone.localdate())
    assert Message.objects.get().to == ria.email


def test_a_copy_goes_to_nobody_by_the_way(established: Plan) -> None:
    case, by = established.case, coordinator_of(established.case)
    make_circle_person(case, name="Ria Kanarie", email="ria@voorbeeld.example")
    send_copies(established, by=by, recipients=[Recipient(DeliveryChannel.HANDED, main_person=case.main_persons.get())])
    page = signed_in(by).get(reverse("plans:copy", args=[case.number]))

    assert {row["channel"].value() or "" for row in page.context["forms"].rows} == {""}


def test_the_office_sees_who_got_it_and_no_word_of_the_plan(established: Plan) -> None:
    case = established.case
    send_plan(
        established,
        by=coordinator_of(case),
        recipients=[Recipient(DeliveryChannel.HANDED, main_person=case.main_persons.get())],
    )
    manager = make_user("regiomanager", region=case.region)

    page = signed_in(manager).get(reverse("plans:plan", args=[case.number])).content.decode()

    assert "Wie het plan kreeg" in page
    assert established.versions.get().agreements.get().what not in page


def test_who_stands_nowhere_in_the_file_gets_it_on_paper_and_the_next_version_too(established: Plan) -> None:
    case, by = established.case, coordinator_of(established.case)
    url = reverse("plans:copy", args=[case.number])
    half = signed_in(by).post(url, {"ander-name": "Buurvrouw Ans"}).content.decode()
    assert "Kies hoe deze persoon het plan krijgt." in half
    assert "Buurvrouw Ans" in half

    signed_in(by).post(url, {"ander-name": "Buurvrouw Ans", "ander-channel": "brief"})

    assert Distribution.objects.get().recipient == "Buurvrouw Ans"
    changed(established)
    (ans,) = [each for each in candidates_of(case, open_change(established)) if each.label == "Buurvrouw Ans"]
    assert ans.channel == DeliveryChannel.LETTER


def test_who_took_part_and_was_forgotten_stands_on_the_page_of_the_plan(established: Plan) -> None:
    case, by = established.case, coordinator_of(established.case)
    ria = make_circle_person(case, name="Ria Kanarie")
    make_attendance(make_conference(case, state=ConferenceState.HELD), person=ria)
    main = Recipient(DeliveryChannel.HANDED, main_person=case.main_persons.get())
    send_plan(established, by=by, recipients=[main])
    url = reverse("plans:plan", args=[case.number])
    assert "kreeg het nog niet: Ria Kanarie" in signed_in(by).get(url).content.decode()

    send_copies(established, by=by, recipients=[Recipient(DeliveryChannel.HANDED, person=ria)])

    assert "kreeg het nog niet" not in signed_in(by).get(url).content.decode()
