"""Questions are worded anew as new versions, never overwritten (domain.md 3.5)."""

import pytest

from cases.circle.acts.questions import NewQuestion, word_question
from cases.codes import CaseState
from cases.models import Case
from cases.queries import current_questions
from ekc.refusal import Refusal
from tests.factories import make_case, make_question

NEW = NewQuestion("Wat is er nodig zodat Sem thuis kan wonen?", "hoofdpersoon", ("wonen", "opvoeding"))


def test_new_wording_takes_the_place_of_the_old_one_which_stays(preparing, anna):
    old = make_question(preparing)

    new = word_question(preparing, by=anna, question=NEW, replaces=old)

    old.refresh_from_db()
    assert (old.replaced_by, new.version) == (new, 2)
    assert list(current_questions(preparing)) == [new]
    assert preparing.questions.count() == 2


def test_topics_join_the_subjects_of_the_case_once(preparing, anna):
    Case.objects.filter(pk=preparing.pk).update(subjects=["werk", "wonen"])

    word_question(preparing, by=anna, question=NEW)

    assert Case.objects.get(pk=preparing.pk).subjects == ["werk", "wonen", "opvoeding"]


def test_second_rewording_of_the_same_text_is_refused(preparing, anna):
    old = make_question(preparing)
    word_question(preparing, by=anna, question=NEW, replaces=old)

    with pytest.raises(Refusal, match="intussen al anders"):
        word_question(preparing, by=anna, question=NEW, replaces=old)


def test_question_of_another_case_is_not_replaced(preparing, anna):
    elsewhere = make_question(make_case(state=CaseState.ACTIVATION))

    with pytest.raises(Refusal):
        word_question(preparing, by=anna, question=NEW, replaces=elsewhere)


@pytest.mark.parametrize(
    "question",
    [
        NewQuestion("  ", "familie", ("wonen",)),
        NewQuestion("Waar?", "buurman", ("wonen",)),
        NewQuestion("Waar?", "familie", ()),
        NewQuestion("Waar?", "familie", ("verzonnen",)),
    ],
)
def test_question_has_text_author_and_known_topics(preparing, anna, question):
    with pytest.raises(Refusal):
        word_question(preparing, by=anna, question=question)

    assert preparing.questions.count() == 0


@pytest.mark.parametrize("state", [CaseState.IN_CONFERENCE, CaseState.HELD_WITH_PLAN, CaseState.CLOSED])
def test_questions_are_fixed_from_the_start_of_the_meeting(anna, state):
    case = make_case(state=state, with_coordinator=anna)

    with pytest.raises(Refusal, match="liggen vast"):
        word_question(case, by=anna, question=NEW)
