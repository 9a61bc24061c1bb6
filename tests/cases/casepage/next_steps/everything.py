"""Every situation at once, made once for the tests of a file that only look at them."""

import datetime as dt
import re
from collections.abc import Mapping

import time_machine
from django.http import QueryDict

from cases.casepage.acts.kept_steps import bring_steps_up_to_date
from cases.casepage.next_step import NextStep, next_step_for
from cases.desk.reads.worklist import PAGE_SIZE, WorklistRow, rows_of, worklist_of
from cases.models import Case
from ekc.accounts.models import User
from ekc.dates import local_today
from tests.cases.casepage.next_steps.making import TODAY, People
from tests.cases.casepage.next_steps.situations import make_all


def on_the_page(case: Case, user: User) -> NextStep | None:
    return next_step_for(Case.objects.with_file().get(pk=case.pk), user)


def on_their_pages(cases: Mapping[str, Case], user: User) -> dict[str, NextStep | None]:
    """What the page of each of these cases says, one case at a time, as pages do."""
    found = Case.objects.with_file().in_bulk([case.pk for case in cases.values()])
    return {name: next_step_for(found[case.pk], user) for name, case in cases.items()}


class Everything:
    """The cases of all situations, as they were made on that Monday, and what their pages say to somebody then."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.cases = make_all(people)
        bring_steps_up_to_date()
        self._said: dict[int, dict[str, NextStep | None]] = {}

    def steps(self, user: User) -> dict[str, NextStep | None]:
        """What each page says to this person; looked at once."""
        if user.pk not in self._said:
            with time_machine.travel(dt.datetime.combine(TODAY, dt.time(12), dt.UTC), tick=False):
                self._said[user.pk] = on_their_pages(self.cases, user)
        return self._said[user.pk]


def the_list(user: User, tab: str = "alles") -> dict[str, WorklistRow]:
    """The rows of the worklist, of all its pages."""
    found: dict[str, WorklistRow] = {}
    bring_steps_up_to_date()
    for page in range(1, 10):
        listed = worklist_of(Case.objects.for_user(user), QueryDict(f"tab={tab}&page={page}"), {"tab": tab})
        found |= {row.number: row for row in rows_of(listed.cases)}
        if len(listed.cases) < PAGE_SIZE:
            break
    return found


def light_of(step: NextStep | None) -> str:
    return step.term if step else ""


def days_left(row: WorklistRow) -> int | None:
    """What the words of the list say of the term, in days."""
    if not row.term_words:
        return None
    number = re.search(r"\d+", row.term_words)
    left = int(number.group()) if number else 0
    return -left if "te laat" in row.term_words else left


def term_in_days(step: NextStep | None) -> int | None:
    return (step.due_on - local_today()).days if step and step.due_on else None
