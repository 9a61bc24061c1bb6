"""The questions that the plan must answer: worded anew as a new version, never overwritten (domain.md 3.5)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import BEFORE_A_MEETING_STATES, QuestionAuthor, Topic
from cases.locks import lock_case
from cases.models import Case, ChecklistItem, ConferenceQuestion
from ekc.accounts.models import User
from ekc.refusal import Refusal


@dataclass(frozen=True)
class NewQuestion:
    """A wording: `worded_by` is a QuestionAuthor, `topics` are codes of Topic."""

    text: str
    worded_by: str
    topics: tuple[str, ...]


@transaction.atomic
def word_question(
    case: Case, *, by: User, question: NewQuestion, replaces: ConferenceQuestion | None = None
) -> ConferenceQuestion:
    """Word a question, or word one anew: the new version takes the place of the old one, which stays.

    Its topics join the subjects of the case, which the figures count. Raises Refusal outside the
    preparation, without a text or a topic, and when somebody else worded the question anew meanwhile.
    """
    _check(question)
    case = lock_case(case)
    if case.state not in BEFORE_A_MEETING_STATES:
        raise Refusal(_("De vragen liggen vast zodra de conferentie is begonnen."))
    old = _still_current(case, replaces)
    new: ConferenceQuestion = ConferenceQuestion.objects.create(
        case=case,
        text=question.text.strip(),
        worded_by=question.worded_by,
        topics=list(question.topics),
        version=old.version + 1 if old else 1,
    )
    if old is not None:
        old.replaced_by = new
        old.save(update_fields=["replaced_by"])
    _add_subjects(case, question.topics)
    # Everybody knew the other words; these are still to be told.
    ChecklistItem.objects.filter(case=case, code="vraag", done_on__isnull=False).delete()
    return new


def _check(question: NewQuestion) -> None:
    if not question.text.strip():
        raise Refusal(_("Schrijf de vraag op."), at="text")
    if question.worded_by not in QuestionAuthor.values:
        raise Refusal(_("Kies wie de vraag zo heeft gezegd."), at="worded_by")
    if not question.topics:
        raise Refusal(_("Kies ten minste één onderwerp."), at="topics")
    if set(question.topics) - set(Topic.values):
        raise Refusal(_("Kies de onderwerpen uit de lijst."), at="topics")


def _still_current(case: Case, replaces: ConferenceQuestion | None) -> ConferenceQuestion | None:
    if replaces is None:
        return None
    found: ConferenceQuestion | None = (
        ConferenceQuestion.objects.select_for_update().filter(case=case, pk=replaces.pk).first()
    )
    if found is None or found.replaced_by_id is not None:
        raise Refusal(_("Deze vraag is intussen al anders opgeschreven. Kijk naar de nieuwste versie."))
    return found


def _add_subjects(case: Case, topics: Iterable[str]) -> None:
    missing = [topic for topic in topics if topic not in case.subjects]
    if missing:
        case.subjects = [*case.subjects, *missing]
        case.save(update_fields=["subjects"])
