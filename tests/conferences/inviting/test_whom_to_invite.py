"""The page on which people are invited: everybody as they can be reached, and no way that somebody does not have."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from conferences.codes import MAILED, InvitationChannel, Language
from conferences.inviting.forms.whom import InviteForms, InviteRow
from conferences.models import Conference
from tests.conferences.invited import Preparation
from tests.factories import make_ban, make_conference

pytestmark = pytest.mark.django_db


def rows_of(conference: Conference) -> dict[str, InviteRow]:
    return {row.label: row for row in InviteForms(conference).rows}


def test_everybody_is_ticked_in_the_way_that_they_can_be_reached(family: Preparation) -> None:
    family.person(name="Met Mail", email="m@voorbeeld.example")
    family.person(name="Met Adres", email="", street="Dam 1", place="Hoorn")
    family.person(name="Zonder Iets", email="")

    rows = rows_of(family.conference)

    assert {name: row["channel"].value() for name, row in rows.items() if name.startswith(("Met", "Zonder"))} == {
        "Met Mail": InvitationChannel.MAIL,
        "Met Adres": InvitationChannel.LETTER,
        "Zonder Iets": InvitationChannel.VISIT,
    }
    assert all(row["chosen"].value() for row in rows.values())
    assert rows["Met Mail"].how == "E-mail, Nederlands"


def test_nobody_is_offered_a_way_that_they_do_not_have(family: Preparation, client) -> None:
    silent = family.person(name="Zonder Mail", email="")
    offered = dict(rows_of(family.conference)["Zonder Mail"].fields["channel"].choices)
    assert not MAILED & set(offered)
    client.force_login(family.coordinator)

    url = reverse("conferences:invite", args=[family.case.number])
    sent = {f"c{silent.pk}-chosen": "on", f"c{silent.pk}-channel": "mail", f"c{silent.pk}-language": "nl"}
    answer = client.post(url, sent)

    assert "geen e-mailadres bekend" in answer.content.decode()
    assert not family.conference.invitations.exists()


def test_who_is_under_a_contact_ban_is_not_ticked_unasked(family: Preparation) -> None:
    one, other = family.person(name="Een"), family.person(name="Ander")
    make_ban(one, other, by=family.coordinator)

    rows = rows_of(family.conference)

    assert [rows[name]["chosen"].value() for name in ("Een", "Ander")] == [False, False]


def test_to_a_second_meeting_everybody_is_asked_as_they_were_to_the_first(family: Preparation) -> None:
    person = family.person(name="Ewa Nowak", email="e@voorbeeld.example")
    family.invite(person, channel=InvitationChannel.LETTER, language=Language.POLISH)
    start = timezone.now() + dt.timedelta(days=30)
    second = make_conference(family.case, sequence=2, planned_start=start, planned_end=start + dt.timedelta(hours=5))

    row = rows_of(second)["Ewa Nowak"]

    assert (row["channel"].value(), row["language"].value()) == (InvitationChannel.LETTER, Language.POLISH)
