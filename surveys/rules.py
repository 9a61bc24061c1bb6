"""Rights on questionnaires: the coordinator hands out; nobody in the case team reads an answer."""

from typing import Any

import rules

from cases.codes import CaseOutcome
from cases.rules import case_is_open, case_of
from ekc.accounts.matrix import Subject
from ekc.accounts.models import User
from ekc.accounts.rules import may


@rules.predicate
def conference_was_held(user: User, obj: Any) -> bool:
    return case_of(obj).outcome == CaseOutcome.CONFERENCE_HELD


PERMISSIONS = {
    "surveys.view": may(Subject.SURVEY, "C"),
    "surveys.versions": may(Subject.QUESTIONNAIRES, "U"),
    "surveys.response": may(Subject.SURVEY, "R") | may(Subject.QUESTIONNAIRES, "U"),
    "surveys.enter_paper": may(Subject.OPEN_ANSWERS, "U"),
    "surveys.redact": may(Subject.OPEN_ANSWERS, "U"),
    "surveys.read_open_answers": may(Subject.OPEN_ANSWERS, "R"),
    "surveys.hand_out": may(Subject.SURVEY, "C") & conference_was_held & case_is_open,
}
for _name, _predicate in PERMISSIONS.items():
    rules.add_perm(_name, _predicate)
