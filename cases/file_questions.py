"""What every page of a file asks the database, each written once (`ekc.written_once`)."""

from collections.abc import Iterable
from typing import Any

from ekc.written_once import Question

from .codes import ASKS_A_TALK, ConsentPurpose
from .models import Case, CaseMove, ConferenceQuestion, Consent, MainPerson, Preference, PrivacyRequest
from .queries import current_questions
from .querysets import words_on, working_contracts

_FILE: Question[Case] = Question(
    lambda reader, number: Case.objects.with_file_columns().for_user(reader).of_case(number).order_by()[:1]
)
_MAIN_PERSONS: Question[MainPerson] = Question(lambda case: MainPerson.objects.filter(case=case))
_CONTRACTS: Question[Any] = Question(lambda case: working_contracts().filter(case=case))
# Who may be called, and with whom somebody should speak: one question for both.
_WORDS: Question[Consent] = Question(
    lambda case: words_on(ConsentPurpose.CALLING, *sorted(ASKS_A_TALK)).filter(case=case)
)
_MOVES: Question[CaseMove] = Question(lambda case: CaseMove.objects.filter(case=case).select_related("by"))
_WISHES: Question[Preference] = Question(lambda case: Preference.objects.filter(case=case))
_QUESTIONS: Question[ConferenceQuestion] = Question(lambda case: current_questions(case))
_REQUESTS: Question[int] = Question(
    lambda case: PrivacyRequest.objects.unanswered().filter(case=case).values_list("pk", flat=True)
)
_DESTROYED: Question[Case] = Question(
    lambda reader, number: Case.objects.destroyed_for(reader).of_case(number).select_related("region")[:1]
)


class Destroyed(Exception):
    """The file was destroyed, and this person looked after it."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.number)
        self.case = case


def file_of(reader: Any, number: str) -> Case | None:
    """The file of this number where it stands open for this person, with all that `with_file` fetches along."""
    case = _FILE.first(reader=reader, number=number)
    if case is not None:
        keep_along(case, "main_persons", _MAIN_PERSONS(case=case.pk))
        case.active_contracts = of_case(case, _CONTRACTS(case=case.pk))
        words = of_case(case, _WORDS(case=case.pk))
        case.calling_words = [each for each in words if each.purpose == ConsentPurpose.CALLING]
        case.talk_words = [each for each in words if each.purpose in ASKS_A_TALK]
    return case


def file_or_destroyed(reader: Any, number: str) -> Case | None:
    """The same; raises Destroyed where all that is left to see is that it is gone."""
    found = file_of(reader, number)
    if found is None and (gone := _DESTROYED.first(reader=reader, number=number)):
        raise Destroyed(gone)
    return found


def moves_of(case: Case) -> list[CaseMove]:
    """The moves of a case with who made them, in their order."""
    return of_case(case, _MOVES(case=case.pk))


def wishes_of(case: Case) -> list[Preference]:
    """What the family wishes of the coordinator."""
    return of_case(case, _WISHES(case=case.pk))


def questions_of(case: Case) -> list[ConferenceQuestion]:
    """The questions for the plan, as they are worded now."""
    return of_case(case, _QUESTIONS(case=case.pk))


def waiting_requests_of(case: Case) -> int:
    """How many requests of people about their own data wait for an answer."""
    return len(_REQUESTS(case=case.pk))


def of_case(case: Case, rows: list[Any]) -> list[Any]:
    """These rows of the case, each with the case itself at hand."""
    for row in rows:
        row.case = case
    return rows


def keep_along(case: Case, name: str, rows: Iterable[Any]) -> None:
    """As `prefetch_related` leaves rows of the case: `case.<name>.all()` gives them without asking."""
    found = getattr(case, name).all()
    found._result_cache = of_case(case, list(rows))
    found._prefetch_done = True
    kept = case.__dict__.setdefault("_prefetched_objects_cache", {})
    kept[name] = found
