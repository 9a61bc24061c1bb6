"""Which side roads fit what a case has been through already: beside its state, that the table of moves knows."""

from collections.abc import Callable, Mapping

from cases.codes import CaseOutcome
from cases.models import Case


def _nothing_began(case: Case) -> bool:
    return case.preparation_started_on is None


def _no_meeting_yet(case: Case) -> bool:
    return case.meetings_held == 0


def _began_without_meeting(case: Case) -> bool:
    return not _nothing_began(case) and _no_meeting_yet(case)


def _had_stopped(case: Case) -> bool:
    return case.outcome in ("", CaseOutcome.ENDED_IN_ACTIVATION) and _no_meeting_yet(case)


FITS: Mapping[str, Callable[[Case], bool]] = {
    # A preparation that began counts, also under an earlier coordinator; before that nothing is to be counted.
    "decline_after_information": _nothing_began,
    "advise_otherwise": _nothing_began,
    "withdraw": _nothing_began,
    "end_in_activation": _began_without_meeting,
    # A meeting that was, is never taken away.
    "plan_without_meeting": _no_meeting_yet,
    "resume_preparation": _had_stopped,
}


def fits(case: Case, action: str) -> bool:
    """Whether an act of the table is one for this case; the act itself refuses with the reason where it is not."""
    return FITS[action](case) if action in FITS else True
