"""The pages of asking coordinators, for the office and on the coordinator's phone."""

import re

import pytest
from django.urls import reverse

from cases import norms
from cases.codes import PreferenceKind, RequestState
from cases.coordinators.acts.requests import (
    accept_request,
    ask_coordinators,
)
from cases.coordinators.forms.assign import term_choices
from cases.desk.acts.transfer import transfer_case
from cases.models import CoordinatorContract, CoordinatorRequest
from ekc.accounts.codes import Role
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.cases.coordinators.asking import answer_of, asked, states
from tests.factories import make_case, make_organisation, make_preference, make_region, make_request, make_user

pytestmark = pytest.mark.django_db


# --- the pages ---------------------------------------------------------------------------------------------
def test_manager_ticks_orders_and_asks(client, case, three, carla):
    client.force_login(carla)
    page = client.get(reverse("cases:assign", args=[case.number])).content.decode()
    assert all(f'name="wie" value="{each.pk}"' in page for each in three)

    rows = "&".join(f"wie={each.pk}" for each in three[:2])
    url = reverse("cases:coordinator_request_to", args=[case.number]) + "?" + rows
    form = {"coach": carla.pk, "term_hours": 24, f"plaats_{three[0].pk}": 2, f"plaats_{three[1].pk}": 1}
    assert client.get(url).status_code == 200
    twice = client.post(url, {**form, f"plaats_{three[0].pk}": 1})
    assert "al bezet" in twice.content.decode()
    answer = client.post(url, form, follow=True)

    assert asked(case).coordinator == three[1]
    assert "We vragen nu" in answer.content.decode()
    assert "staat al in de rij" in answer.content.decode()


def test_nobody_ticked_is_said(client, case, carla):
    client.force_login(carla)
    answer = client.get(reverse("cases:coordinator_request_to", args=[case.number]), follow=True)

    assert "Kruis eerst aan" in answer.content.decode()


def test_manager_sees_on_the_case_who_thinks_about_it(client, case, three, carla):
    ask_coordinators(case, three[:1], by=carla)
    client.force_login(carla)

    text = client.get(case.get_absolute_url()).content.decode()

    assert f"Wacht op het antwoord van {three[0]}" in text


def test_coordinator_reads_enough_to_choose_and_no_name(client, three, carla):
    case = make_case(main_persons=["Sem de Wit"], situation="Geheim verhaal")
    case.main_persons.update(place="Zeist")
    make_preference(case, kind=PreferenceKind.LANGUAGE, codes=["nl"])
    ask_coordinators(case, three[:1], by=carla)
    client.force_login(three[0].user)
    mine = client.get(reverse("cases:my_cases")).content.decode()
    text = client.get(reverse("cases:coordinator_request", args=[asked(case).pk])).content.decode()

    assert "Wil je een nieuwe zaak doen?" in mine
    assert all(word in text for word in ("Zeist", "minderjarig, 12 jaar", "Taal: Nederlands", "Ja, ik doe het"))
    assert not [word for word in ("Sem", "Geheim", case.number) if word in text]


def test_coordinator_says_yes_by_thumb_and_comes_in_the_case(client, case, three, carla):
    ask_coordinators(case, three[:1], by=carla)
    answer = answer_of(asked(case), client, "accept")

    assert answer.redirect_chain[-1][0] == case.get_absolute_url()
    assert CoordinatorContract.objects.get().coordinator == three[0]


def test_coordinator_says_no_with_a_reason_and_keeps_what_was_typed(client, case, three, carla):
    ask_coordinators(case, three[:1], by=carla)
    asking = asked(case)
    missing = answer_of(asking, client, "decline", {"note": "Ik verhuis."})
    assert "Ik verhuis." in missing.content.decode()
    answer_of(asking, client, "decline", {"refusal": "anders", "note": "Ik verhuis."})

    asking.refresh_from_db()
    assert (asking.state, asking.refusal, asking.note) == (RequestState.DECLINED, "anders", "Ik verhuis.")


@pytest.mark.parametrize(
    "state", [RequestState.ACCEPTED, RequestState.DECLINED, RequestState.LAPSED, RequestState.STOPPED]
)
def test_request_that_is_over_says_so_and_tells_nothing_of_the_case(client, case, three, state):
    asking = make_request(case, three[0], state=state, refusal="geen_tijd" if state == RequestState.DECLINED else "")
    client.force_login(three[0].user)

    text = client.get(reverse("cases:coordinator_request", args=[asking.pk])).content.decode()

    assert "Deze vraag is beantwoord of voorbij" in text
    assert not re.search("Sem|Geheim|minderjarig", text)


def test_request_of_a_colleague_does_not_exist(client, case, three, carla):
    ask_coordinators(case, three[:2], by=carla)
    client.force_login(three[1].user)
    mine = case.coordinator_requests.get(coordinator=three[1])

    assert client.get(reverse("cases:coordinator_request", args=[asked(case).pk])).status_code == 404
    # In the row, but not asked yet.
    assert client.get(reverse("cases:coordinator_request", args=[mine.pk])).status_code == 404


def test_who_applied_reads_who_starts_and_who_coaches(client, three, carla):
    dirk = make_user(Role.PROFESSIONAL)
    case = make_case(referred_by=dirk)
    ask_coordinators(case, three[:1], by=carla)
    accept_request(asked(case), by=three[0].user)
    client.force_login(dirk)

    text = client.get(case.get_absolute_url()).content.decode()

    assert f"{three[0]} begint, Carla Manager begeleidt als coach." in text
    assert Message.objects.filter(to=dirk.email).exists()


def test_a_coordinator_who_works_in_care_stands_below_and_gets_the_case_in_no_way(client, case, three, carla):
    """R-01, end to end: not in the list to tick, not by an address that was typed, not by a yes."""
    three[0].employers.add(make_organisation(is_care_or_deciding=True, name="Zorggroep"))
    client.force_login(carla)
    page = client.get(reverse("cases:assign", args=[case.number])).content.decode()
    url = reverse("cases:coordinator_request_to", args=[case.number]) + f"?wie={three[0].pk}"
    answer = client.post(url, {"coach": carla.pk, "term_hours": 24})

    assert f'value="{three[0].pk}"' not in page
    assert "Werkt bij Zorggroep" in page
    assert "Werkt bij Zorggroep" in answer.content.decode()
    assert not CoordinatorRequest.objects.exists()


def test_a_case_that_goes_to_another_region_is_asked_of_nobody_there(case, three, carla):
    """Who would say yes now gets a family of which the new managers know nothing."""
    ask_coordinators(case, three, by=carla)
    asking = asked(case)

    transfer_case(case, by=carla, region=make_region("drenthe"), manager=None, reason="Verhuisd")

    assert set(states(case)) == {RequestState.STOPPED}
    with pytest.raises(Refusal):
        accept_request(asking, by=three[0].user)
    assert not CoordinatorContract.objects.filter(case=case).exists()


def test_how_long_somebody_may_think_is_offered_in_the_words_of_the_norm(monkeypatch):
    assert dict(term_choices())[norms.REQUEST_HOURS] == "twee dagen"

    monkeypatch.setattr(norms, "REQUEST_HOURS", 24)
    monkeypatch.setattr(norms, "URGENT_REQUEST_HOURS", 6)

    assert term_choices() == [(4, "4 uur"), (6, "6 uur"), (24, "één dag"), (72, "drie dagen"), (168, "een week")]
