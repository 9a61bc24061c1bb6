"""What the tab Nazorg shows: each call, and the rounds beside each other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.codes import ContractKind
from cases.models import Case
from cases.querysets import open_contracts
from ekc.dates import local_today
from plans.models import Agreement

from ..codes import ROUNDS, CallKind, CallState
from ..models import AgreementResult, Call, Interview, StallSignal
from ..queries import Watcher, current_agreements, stalled_agreements, watchers_of
from ..standing import Standing
from ..terms import last_day_of, term_of


class Cell(NamedTuple):
    """What was said in one round."""

    round: str
    lines: list[str]


@dataclass(frozen=True)
class Row:
    """One line of the rounds: what it is about, and what was said of it in each."""

    title: str
    cells: list[Cell]


@dataclass(frozen=True)
class Beside:
    """The rounds in which something was told, in their order, with the same lines in each."""

    rounds: list[str]
    rows: list[Row]
    people: list[tuple[Interview, str]]
    """Who was spoken to, each with the round."""


def call_rows(calls: list[Call], *, asks_restitution: bool, may_record: dict[int, bool]) -> list[dict[str, Any]]:
    """Each call as the tab shows it; `may_record` by its key."""
    return [
        {
            "call": call,
            "term": term_of(call),
            "last_day": last_day_of(call),
            "is_due": call.state == CallState.DUE,
            "asks_restitution": call.kind == CallKind.ONE_MONTH and asks_restitution,
            "may_record": may_record[call.pk],
            "tried": [attempt for attempt in call.attempts.all() if attempt.tried_on != call.done_on],
            "misses": list(call.misses.all()),
            "guests": list(call.guests.all()),
            # Before its window it can be made, and is not what comes first on the page.
            "is_open": call.opens_on is None or call.opens_on <= local_today(),
            "may_send": call.is_round and call.opens_on is not None and call.opens_on <= local_today(),
        }
        for call in calls
    ]


@dataclass(frozen=True)
class Stalls:
    """What lies still of the plan, who of the family hears it, and who did."""

    agreements: list[tuple[Agreement, Standing]]
    watchers: list[Watcher]
    told: list[StallSignal]
    review_runs: bool

    @property
    def may_go_on(self) -> bool:
        """The family was told; if that does not help, there are other ways."""
        return bool(self.told) and not self.review_runs


def stalls_of(case: Case) -> Stalls:
    """Nothing of this is asked for where nothing lies still and nothing was told."""
    agreements = stalled_agreements(case)
    told = list(case.stall_signals.select_related("person", "main_person"))
    reviews = open_contracts().filter(case=case, kind=ContractKind.REVIEW)
    return Stalls(
        agreements=agreements,
        watchers=watchers_of(case) if agreements else [],
        told=told,
        review_runs=reviews.exists(),
    )


def rounds_beside(case: Case, calls: list[Call]) -> Beside:
    """What was said in each round of the plan, of how it goes, and of each agreement.

    What was read in, or written down without a call, stands in a column of its own.
    """
    interviews = list(case.interviews.order_by("contacted_on", "pk"))
    told: dict[int, dict[int, Standing]] = {}
    results = AgreementResult.objects.filter(call__in=calls).select_related("person", "main_person")
    for result in results.order_by("pk"):
        told.setdefault(result.call_id, {}).setdefault(result.agreement_id, Standing()).take(result)
    titles: dict[int | None, str] = {None: _("Los van een ronde")}
    titles |= {call.pk: call.title for call in calls if call.kind in ROUNDS}
    said = {key: [each for each in interviews if each.call_id == key] for key in titles}
    shown = [key for key in titles if said[key] or told.get(key or 0)]
    rows = [
        Row(str(title), [Cell(titles[key], [line for each in said[key] if (line := words(each))]) for key in shown])
        for title, words in _LINES
    ]
    rows += [
        Row(str(each), [Cell(titles[key], _results(told.get(key or 0, {}).get(each.pk))) for key in shown])
        for each in (current_agreements(case) if told else [])
    ]
    people = [(each, titles.get(each.call_id, "")) for each in interviews]
    return Beside(
        [titles[key] for key in shown], [row for row in rows if any(cell.lines for cell in row.cells)], people
    )


def _execution(said: Interview) -> str:
    return _with_who(said, said.get_plan_executed_display())


def _share(said: Interview) -> str:
    return _with_who(said, said.get_share_of_agreements_display())


def _situation(said: Interview) -> str:
    return _with_who(said, said.get_situation_display())


def _contact(said: Interview) -> str:
    return _with_who(said, said.get_contact_with_professionals_display())


def _grades(said: Interview) -> str:
    marks = [
        _("conferentie %(mark)s") % {"mark": said.grade_conference} if said.grade_conference else "",
        _("plan %(mark)s") % {"mark": said.grade_plan} if said.grade_plan else "",
    ]
    return _with_who(said, ", ".join(filter(None, marks)))


def _why_not(said: Interview) -> str:
    return _with_who(said, said.not_done_and_why)


def _quote(said: Interview) -> str:
    return _with_who(said, f"“{said.quote}”" if said.quote else "")


def _with_who(said: Interview, words: str) -> str:
    return f"{said.role_word}: {words}" if words else ""


_LINES: tuple[tuple[Any, Callable[[Interview], str]], ...] = (
    (gettext_lazy("Plan uitgevoerd"), _execution),
    (gettext_lazy("Deel van de afspraken"), _share),
    (gettext_lazy("Wat niet, en waarom"), _why_not),
    (gettext_lazy("Situatie"), _situation),
    (gettext_lazy("Contact met hulpverleners"), _contact),
    (gettext_lazy("Cijfers"), _grades),
    (gettext_lazy("In eigen woorden"), _quote),
)


def _results(standing: Standing | None) -> list[str]:
    """What was told of one agreement in a round, of each doer."""
    lines = []
    for told in standing.newest.values() if standing else ():
        words = str(told.get_result_display())
        why = ", ".join(filter(None, [str(told.get_reason_code_display() or ""), told.reason]))
        words = f"{words} ({why})" if why else words
        lines.append(f"{told.doer}: {words}" if told.doer else words)
    return lines
