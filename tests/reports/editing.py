"""What tests of editions begin with: cases of a year, an edition of them, and who works on it."""

import datetime as dt

from cases.codes import CaseState
from cases.models import Case
from ekc.accounts.models import User
from reports.acts.editions import approve_edition, publish_edition
from reports.models import Edition
from tests.factories import make_case, make_main_person


def fill(number: int = 60, **fields: object) -> list[Case]:
    values = {"state": CaseState.CLOSED, "main_persons": (), "received_on": dt.date(2024, 3, 5), **fields}
    found = [make_case(**values) for _each in range(number)]
    for case in found:
        make_main_person(case)
    return found


CHOSEN = {"start": "2024-01-01", "until": "2024-12-31", "audience": "public"}


def issued(edition: Edition, by: User) -> Edition:
    approve_edition(edition, by=by)
    return publish_edition(edition, by=by)
