"""People who press at the same moment, at the desk and in the circle: one outcome, and a sentence for the others."""

from decimal import Decimal

import pytest

from cases.circle.acts.merging import merge_people
from cases.codes import CaseState, RepeatReason, WaitingReason
from cases.coordinators.acts.assign import assign_coordinator
from cases.coordinators.acts.contracts import change_contract
from cases.coordinators.acts.requests import accept_request, ask_coordinators, stop_requests
from cases.desk.acts.earlier import link_earlier
from cases.desk.acts.referrer_questions import answer_by_link, ask_referrer
from cases.desk.acts.triage import advise_otherwise, let_wait, withdraw_case
from cases.models import (
    Case,
    CaseMove,
    CirclePerson,
    Coordinator,
    CoordinatorContract,
    CoordinatorRequest,
    EarlierCase,
    ReferrerQuestion,
)
from ekc.outbox.models import Message
from tests.at_once import at_once
from tests.factories import make_case, make_circle_person, make_contact, make_coordinator, make_likely

pytestmark = pytest.mark.django_db(transaction=True)


def say_something(refused: list[str], times: int) -> None:
    assert len(refused) == times
    assert all(sentence.endswith(".") and sentence[0] in "“ABCDEFGHIJKLMNOPQRSTUVWXYZ" for sentence in refused)


def test_five_decisions_at_once_on_one_aanmelding_leave_one(carla) -> None:
    case = make_case(state=CaseState.SCREENING)
    acts = [
        lambda: advise_otherwise(case, by=carla, advice="Hulp van het wijkteam"),
        lambda: withdraw_case(case, by=carla, reason="De familie wil niet meer"),
    ]

    refused = at_once([*acts, *acts, acts[0]])

    say_something(refused, 4)
    assert CaseMove.objects.filter(case=case, source=CaseState.SCREENING).count() == 1
    assert Case.objects.get(pk=case.pk).closed_on is not None


def test_saying_yes_while_the_offer_is_taken_back_or_given_away_ends_in_one_contract_at_most(carla) -> None:
    case, people = make_case(state=CaseState.SCREENING), [make_coordinator(), make_coordinator()]
    ask_coordinators(case, people, by=carla)
    offer = CoordinatorRequest.objects.get(case=case, state="open")

    refused = at_once(
        [
            lambda: accept_request(offer, by=people[0].user),
            lambda: stop_requests(case, by=carla),
            lambda: assign_coordinator(case, people[1], by=carla),
            lambda: let_wait(case, by=carla, waiting_reason=WaitingReason.values[0]),
            lambda: accept_request(offer, by=people[0].user),
        ]
    )

    say_something(refused, len(refused))
    contracts = CoordinatorContract.objects.filter(case=case).count()
    state = Case.objects.get(pk=case.pk).state
    assert (state, contracts) in [(CaseState.ASSIGNED, 1), (CaseState.WAITING, 0)]
    assert contracts == 0 or not CoordinatorRequest.objects.live().filter(case=case).exists()


def test_two_answers_of_the_referrer_at_once_keep_one(carla) -> None:
    case = make_case(state=CaseState.SCREENING)
    case.referrer.email = "ria@voorbeeld.example"
    case.referrer.save()
    ask_referrer(case, by=carla, text="Wie woont waar?")
    body = Message.objects.get(key__startswith="asked:").body
    token = body.split("/antwoord/")[1].split("/")[0]

    words = ("een", "twee", "drie", "vier", "vijf")
    refused = at_once([lambda word=word: answer_by_link(token, word) for word in words])

    # Who comes a little later finds that it was answered, and changes nothing.
    say_something(refused, len(refused))
    assert len(refused) <= 4
    assert ReferrerQuestion.objects.get().answer in words
    assert CaseMove.objects.filter(case=case, action="receive_answer").count() == 1


def test_linking_an_earlier_case_five_times_at_once_links_it_once(carla) -> None:
    case = make_case(state=CaseState.SCREENING)
    other = make_likely(case)
    reason = RepeatReason.values[0]

    refused = at_once([lambda: link_earlier(case, other, by=carla, repeat_reason=reason)] * 5)

    say_something(refused, 4)
    assert EarlierCase.objects.filter(case=case).count() == 1


def test_merging_two_people_both_ways_at_once_keeps_one_of_them() -> None:
    case = make_case(state=CaseState.ACTIVATION)
    by = case.contracts.get().coordinator.user
    ria, maria = make_circle_person(case, name="Ria"), make_circle_person(case, name="Maria")
    make_contact(case, by=by, person=maria)

    refused = at_once(
        [
            lambda: merge_people(ria, maria, by=by),
            lambda: merge_people(maria, ria, by=by),
            lambda: merge_people(ria, maria, by=by),
            lambda: merge_people(maria, ria, by=by),
        ]
    )

    say_something(refused, 3)
    kept = CirclePerson.objects.get(case=case, merged_into=None)
    assert case.contacts.get().person == kept


def test_two_contracts_signed_at_once_do_not_both_deduct_the_last_of_the_training(carla) -> None:
    user, contracts = make_coordinator().user, []
    for _each in range(2):
        case = make_case(state=CaseState.ACTIVATION, with_coordinator=user)
        contracts.append(case.contracts.get())
    Coordinator.objects.update(training_costs=Decimal(100))
    terms = {"fee": Decimal(500), "training_deduction": Decimal(100)}

    refused = at_once([lambda each=each: change_contract(each, by=carla, **terms) for each in contracts])

    say_something(refused, 1)
    assert sorted(each.training_deduction or 0 for each in CoordinatorContract.objects.all()) == [0, 100]
