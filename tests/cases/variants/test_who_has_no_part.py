"""Who denies what they did has no part any more: nobody asks, counts on or waits for them, and their seat is kept."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from cases.circle.acts.circle import take_back
from cases.circle.checklist import children_are_prepared
from cases.codes import CaseState
from cases.models import Case, ContactBan, MainPerson, PartyMember
from cases.preparation.checklist import safety_is_decided
from cases.queries import who_of
from cases.variants.acts.parties import Seat, seat_people
from cases.variants.reads.order import speaking_order
from plans.acts.writing import start_plan
from tests.conferences.people import reload
from tests.factories import make_circle_person, make_conference
from tests.people import signed_in
from tests.rows import the_one
from tests.sent_forms import main_form

from .test_sides import Harm

pytestmark = pytest.mark.django_db


@pytest.fixture
def harm() -> Harm:
    return Harm()


def test_saving_the_seats_keeps_those_of_a_side_that_ended(harm: Harm) -> None:
    client = signed_in(harm.by)
    harm.denies("Joost")
    url = reverse("conferences:seats", args=[harm.case.number])
    before = sorted(PartyMember.objects.values_list("party", "person", "main_person", "speaks_for"), key=str)

    client.post(url, main_form(client.get(url).content.decode())["fields"])

    assert sorted(PartyMember.objects.values_list("party", "person", "main_person", "speaks_for"), key=str) == before
    harm.takes("Joost")
    assert reload(harm.carla).takes_part


def test_somebody_of_a_side_that_ended_is_moved_on_the_page_of_seats_and_taken_back(harm: Harm) -> None:
    client = signed_in(harm.by)
    harm.denies("Joost")
    url = reverse("conferences:seats", args=[harm.case.number])
    sent = main_form(client.get(url).content.decode())["fields"]

    client.post(url, {**sent, f"c{harm.carla.pk}-party": str(harm.parties[0].pk)})

    assert take_back(reload(harm.carla), by=harm.by).takes_part


def test_an_offender_of_the_circle_who_denies_does_not_lock_the_page_of_seats(harm: Harm) -> None:
    client = signed_in(harm.by)
    kees = make_circle_person(harm.case, name="Kees")
    seat_people(harm.case, [*harm.seats, Seat(harm.parties[1], person=kees, is_central=True)], by=harm.by)
    harm.denies("Kees")
    url = reverse("conferences:seats", args=[harm.case.number])

    answer = client.post(url, main_form(client.get(url).content.decode())["fields"])

    assert answer.status_code == 302


# --- of who has no part nothing is asked -------------------------------------------------------------------------

STILL_NAMED = {
    "cases:sides": "what was answered",
    "cases:case": "about whom the file was begun",
    "cases:circle": "the circle is kept, with why not",
    "cases:circle_glance": "a drawing of the file",
    "cases:preparation": "the ban of that side holds",
    "cases:history": "what happened",
    "cases:earlier": "how earlier files of the same people are found",
    "cases:contacts": "a call is written down with anybody",
    "cases:contact_add": "a call is written down with anybody",
    "cases:ban_add": "a ban holds for who does not come too",
    "cases:consents": "of whoever data is kept, it stands what they said to that",
    "cases:consent_give": "of whoever data is kept, it stands what they said to that",
    "cases:consent_withdraw": "of whoever data is kept, it stands what they said to that",
    "conferences:seats": "the seat is kept, and can be moved",
    "conferences:parties": "the side is kept",
    "conferences:counts": "the side is kept",
}


@pytest.mark.parametrize("state", [CaseState.ACTIVATION, CaseState.SCHEDULED, CaseState.HELD_WITH_PLAN])
def test_no_other_page_of_the_file_names_who_has_no_part(harm: Harm, state: str) -> None:
    """Whom to ask for a day, who speaks, who does something, who gets the plan: whatever page is added later."""
    harm.takes("Levi")
    harm.denies("Joost")
    meeting = make_conference(harm.case, state="gehouden" if state == CaseState.HELD_WITH_PLAN else "gepland")
    Case.objects.filter(pk=harm.case.pk).update(state=state)
    if state == CaseState.HELD_WITH_PLAN:
        start_plan(meeting.case, by=harm.by)
    client, named, seen = signed_in(harm.by), set(), 0
    about = who_of(harm.case)
    for name in pages_of_a_case():
        answer = client.get(reverse(name, args=[harm.case.number]), follow=False)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        seen += 1
        text = unescape(answer.content.decode()).replace(about, "")
        if "Joost" in text or "Carla" in text:
            named.add(name)

    assert seen > 15
    assert named - STILL_NAMED.keys() == set()


def pages_of_a_case() -> list[str]:
    """The names of all addresses that ask for the number of a case alone."""
    found = []
    for pattern in get_resolver().url_patterns:
        space = getattr(pattern, "namespace", None)
        for each in _flat(pattern) if space else ():
            if re.findall(r"<(\w+:\w+)>", str(each.pattern)) == ["str:number"]:
                found.append(f"{space}:{each.name}")
    return sorted(set(found))


def _flat(pattern: Any) -> Iterator[Any]:
    for each in getattr(pattern, "url_patterns", [pattern]):
        yield from _flat(each) if each is not pattern and hasattr(each, "url_patterns") else [each]


def test_what_has_to_be_ready_waits_for_nothing_of_a_side_that_ended(harm: Harm) -> None:
    harm.takes("Levi")
    MainPerson.objects.filter(pk=the_one(MainPerson.objects, name="Joost").pk).update(own_wish="", support_person="")
    ContactBan.objects.filter(party=harm.parties[0]).update(
        decision="Mag.", decided_with=harm.by, decided_at=timezone.now(), may_both_come=True
    )
    assert children_are_prepared(harm.case).missing
    assert safety_is_decided(harm.case).missing

    harm.denies("Joost")

    case = Case.objects.get(pk=harm.case.pk)
    assert (children_are_prepared(case).missing, safety_is_decided(case).missing) == ("", "")
    assert [str(each) for each in speaking_order(case)] == ["Levi", "Tobias", "Arjan", "Hetty"]
