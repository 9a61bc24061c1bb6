"""Who has a task and was not there says yes or no afterwards; until then the agreement is marked."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.circle.acts.circle import set_aside, take_back
from cases.circle.acts.merging import merge_people, undo_merged_people
from cases.codes import CaseState, ExclusionBy
from cases.models import Case, CirclePerson
from conferences.codes import ConferenceState
from ekc.dates import local_today
from ekc.merging.models import Merge
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from plans.acts.agreements import add_agreement
from plans.acts.tasks import answer_task
from plans.acts.testing import present_plan
from plans.acts.writing import save_version, start_plan
from plans.codes import AgreementKind
from plans.models import Agreement, ChangeProposal, Plan, TaskAnswer
from plans.tasks_of import conveners_of
from tests.factories import left_open, make_attendance, make_case, make_circle_person, make_conference
from tests.people import coordinator_of, signed_in
from tests.plans.reading import reload

from .test_own_page import link_to, shown

pytestmark = pytest.mark.django_db
MARK = "moet nog ja zeggen"


@pytest.fixture
def case() -> Case:
    found = make_case(state=CaseState.HELD_WITH_PLAN)
    meeting = make_conference(found, state=ConferenceState.HELD)
    for name in ("Oma Toos", "Samira Kanarie"):
        address = f"{name.split()[0].lower()}@voorbeeld.example"
        make_attendance(meeting, person=make_circle_person(found, name=name, email=address))
    make_circle_person(found, name="Piet Kanarie", email="piet@voorbeeld.example")
    return found


def somebody(case: Case, name: str) -> CirclePerson:
    return case.circle.get(name=name)


def plan_with(case: Case, *doers: str, **fields: object) -> Agreement:
    """An established plan in which these people do something together."""
    by, version = coordinator_of(case), start_plan(case, by=coordinator_of(case))
    people = [somebody(case, name) for name in doers]
    agreement = add_agreement(version, by=by, people=people, what="Brengt Sem naar zwemles", **fields)
    save_version(version, by=by, convener="Samira")
    present_plan(Plan.objects.get(case=case), by=by, reasons=left_open(version.plan))
    return Agreement.objects.get(pk=agreement.pk)


@pytest.mark.parametrize(
    ("doers", "is_marked"),
    [
        (["Oma Toos"], False),
        (["Piet Kanarie"], True),
        (["Oma Toos", "Piet Kanarie"], True),
    ],
)
def test_an_agreement_of_who_was_not_there_is_marked(case: Case, doers: list[str], is_marked: bool) -> None:
    assert plan_with(case, *doers).agreed_by_absent is is_marked


def test_a_service_answers_in_its_own_way_and_is_not_marked(case: Case) -> None:
    assert not plan_with(case, "Piet Kanarie", kind=AgreementKind.PROFESSIONAL_REQUEST).agreed_by_absent


def test_where_nobody_was_written_down_nobody_is_called_absent() -> None:
    bare = make_case(state=CaseState.HELD_WITH_PLAN)
    make_circle_person(bare, name="Piet Kanarie")

    assert not plan_with(bare, "Piet Kanarie").agreed_by_absent


def test_the_mark_stands_on_the_page_and_in_the_whole_plan_until_yes(case: Case) -> None:
    agreement = plan_with(case, "Piet Kanarie")
    plan, piet = agreement.version.plan, somebody(case, "Piet Kanarie")
    anna, link = signed_in(coordinator_of(case)), link_to(plan, piet)
    tab = reverse("plans:plan", args=[case.number])
    assert MARK in anna.get(tab).content.decode()
    assert MARK in Client().post(link).content.decode()

    page = Client().post(link, {"tap": f"ja:{agreement.pk}"}, follow=True).content.decode()

    assert not reload(agreement).agreed_by_absent
    assert MARK not in page
    assert MARK not in anna.get(tab).content.decode()
    assert "Gedaan" in shown(page), "from now on it is a promise like any other"


def test_everybody_who_was_not_there_must_say_yes(case: Case) -> None:
    make_circle_person(case, name="Jan Kanarie")
    agreement = plan_with(case, "Oma Toos", "Piet Kanarie", "Jan Kanarie")

    answer_task(agreement, somebody(case, "Piet Kanarie"), agrees=True)
    assert reload(agreement).agreed_by_absent
    answer_task(agreement, somebody(case, "Jan Kanarie"), agrees=True)
    assert not reload(agreement).agreed_by_absent


def test_a_no_keeps_the_mark_and_comes_back_to_who_convenes_and_to_the_coordinator(case: Case) -> None:
    agreement = plan_with(case, "Piet Kanarie")
    plan, piet, samira = agreement.version.plan, somebody(case, "Piet Kanarie"), somebody(case, "Samira Kanarie")
    link, hers = link_to(plan, piet), link_to(plan, samira)
    assert hers
    Message.objects.all().delete()

    page = Client().post(link, {"tap": f"nee:{agreement.pk}"}, follow=True).content.decode()
    assert "Wilt u zeggen waarom?" in page
    Client().post(link, {"tap": f"nee:{agreement.pk}", "why": "Ik werk dan."})

    assert reload(agreement).agreed_by_absent
    proposal = ChangeProposal.objects.get()
    assert (proposal.who, proposal.agreement) == ("Piet Kanarie", agreement)
    assert "Ik werk dan." in proposal.text
    assert sorted(mail.to for mail in Message.objects.all()) == sorted([coordinator_of(case).email, samira.email])


def test_a_no_that_becomes_a_yes_settles_itself(case: Case) -> None:
    agreement, piet = plan_with(case, "Piet Kanarie"), somebody(case, "Piet Kanarie")
    answer_task(agreement, piet, agrees=False, why="Ik werk dan.")

    answer_task(agreement, piet, agrees=True)

    assert ChangeProposal.objects.get().outcome == "Piet Kanarie zegt nu: ja."
    assert not reload(agreement).agreed_by_absent


def test_a_no_is_written_down_in_dutch_whatever_the_page_speaks(case: Case) -> None:
    agreement, piet = plan_with(case, "Piet Kanarie"), somebody(case, "Piet Kanarie")
    CirclePerson.objects.filter(pk=piet.pk).update(language="Turks")

    Client().post(link_to(agreement.version.plan, piet), {"tap": f"nee:{agreement.pk}"})

    assert ChangeProposal.objects.get().text.startswith("Zegt nee tegen de afspraak: Brengt Sem")
    assert Message.objects.get(key__startswith="plan-proposal").subject == "Er is een reactie"


def test_nobody_answers_for_another_or_what_was_not_asked(case: Case) -> None:
    agreement = plan_with(case, "Oma Toos", "Piet Kanarie")

    for other in ("Oma Toos", "Samira Kanarie"):
        with pytest.raises(Refusal, match="niets op te antwoorden"):
            answer_task(agreement, somebody(case, other), agrees=True)
    assert not TaskAnswer.objects.exists()


def test_the_coordinator_writes_down_what_was_said_on_the_phone(case: Case) -> None:
    agreement = plan_with(case, "Piet Kanarie")
    anna = signed_in(coordinator_of(case))
    url = reverse("plans:task_answer", args=[case.number, agreement.pk])
    assert "Piet Kanarie" in anna.get(url).content.decode()

    anna.post(url, {"who": "0", "answer": "ja"})

    answer = TaskAnswer.objects.get()
    assert (answer.agrees, answer.by, answer.person) == (True, coordinator_of(case), somebody(case, "Piet Kanarie"))
    assert not reload(agreement).agreed_by_absent


def test_of_somebody_who_is_only_words_the_coordinator_writes_the_answer_down(case: Case) -> None:
    agreement = plan_with(case, who="de buren", agreed_by_absent=True)

    signed_in(coordinator_of(case)).post(
        reverse("plans:task_answer", args=[case.number, agreement.pk]), {"who": "0", "answer": "ja"}
    )

    assert TaskAnswer.objects.get().who == "de buren"
    assert not reload(agreement).agreed_by_absent


# --- nobody waits for who is not asked any more ----------------------------------------------------------------------


def marked_for_two(case: Case) -> tuple[Agreement, CirclePerson, CirclePerson]:
    """Piet said yes and Jan said nothing yet."""
    jan = make_circle_person(case, name="Jan Kanarie")
    agreement, piet = plan_with(case, "Piet Kanarie", "Jan Kanarie"), somebody(case, "Piet Kanarie")
    answer_task(agreement, piet, agrees=True)
    assert reload(agreement).agreed_by_absent
    return agreement, piet, jan


def test_who_is_set_aside_is_waited_for_no_more_and_is_asked_again_on_coming_back(case: Case) -> None:
    agreement, _piet, jan = marked_for_two(case)

    set_aside(jan, by=coordinator_of(case), decided_by=ExclusionBy.SELF, reason="Wil niet.")
    assert not reload(agreement).agreed_by_absent
    take_back(jan, by=coordinator_of(case))
    assert reload(agreement).agreed_by_absent


def test_two_who_are_one_said_yes_once_and_are_asked_again_when_they_are_two(case: Case) -> None:
    agreement, piet, jan = marked_for_two(case)

    merge_people(piet, jan, by=coordinator_of(case))
    assert not reload(agreement).agreed_by_absent
    undo_merged_people(Merge.objects.get(), by=coordinator_of(case), reason="Toch broers.")
    assert reload(agreement).agreed_by_absent


def test_a_yes_that_is_given_again_settles_a_mark_that_was_left(case: Case) -> None:
    agreement, piet, _jan = marked_for_two(case)
    CirclePerson.objects.filter(name="Jan Kanarie").update(
        excluded_by=ExclusionBy.SELF, excluded_reason="Wil niet.", excluded_on=local_today()
    )

    answer_task(agreement, piet, agrees=True)

    assert not reload(agreement).agreed_by_absent


def test_who_convenes_is_found_by_the_name_of_before_a_merge(case: Case) -> None:
    agreement = plan_with(case, "Piet Kanarie")
    other = make_circle_person(case, name="Tante Sam")
    samira = somebody(case, "Samira Kanarie")

    merge_people(other, samira, by=coordinator_of(case))

    assert conveners_of(agreement.version) == [other]
