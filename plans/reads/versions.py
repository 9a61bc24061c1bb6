"""The versions of a plan, and two of them side by side: what changed, what is new, what is gone."""

import datetime as dt
import difflib
from dataclasses import dataclass
from typing import Any

from cases.told_text import Secrets
from ekc import dutch

from ..models import TEXT_OF_PLAN, Agreement, Plan, PlanVersion


@dataclass(frozen=True)
class Difference:
    """Two lines beside each other."""

    label: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def versions_of(plan: Plan) -> list[PlanVersion]:
    """The versions that were established, newest first."""
    established = PlanVersion.objects.filter(plan=plan, established_at__isnull=False)
    return list(established.order_by("-number").prefetch_related("distributions"))


class Comparison:
    """Two versions side by side; no secret address in either."""

    def __init__(self, before: PlanVersion, after: PlanVersion) -> None:
        secrets = Secrets(after.plan.case)
        self.before, self.after = secrets.veiled(before), secrets.veiled(after)
        self._agreements = [[secrets.veiled(row) for row in each.agreements.all()] for each in (before, after)]

    @property
    def around(self) -> list[Difference]:
        """What stands around the agreements, where it is another."""
        fields = [PlanVersion._meta.get_field(name) for name in TEXT_OF_PLAN if name != "monitor_is_family"]
        found = [
            Difference(str(field.verbose_name), _shown(self.before, field.name), _shown(self.after, field.name))
            for field in fields
            if hasattr(field, "verbose_name")
        ]
        return [each for each in found if each.is_changed]

    @property
    def agreements(self) -> list[Difference]:
        """All agreements, like beside like; what has no like stands alone."""
        before, after = ([_line(row) for row in rows] for rows in self._agreements)
        rows: list[Difference] = []
        for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            old, new = before[a:b], after[c:d]
            pairs = _paired(old, new) if kind == "replace" else _beside(old, new)
            rows += [Difference("", left, right) for left, right in pairs]
        return rows


def _beside(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    if old and new:
        return list(zip(old, new, strict=True))
    return [*((line, "") for line in old), *(("", line) for line in new)]


def _paired(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    """What was worded otherwise beside what it was, by the most words that both have."""
    left = list(new)
    pairs: list[tuple[str, str]] = []
    for line in old:
        like = difflib.get_close_matches(line, left, n=1, cutoff=0.5)
        if like:
            left.remove(like[0])
        pairs.append((line, like[0] if like else ""))
    return [*pairs, *(("", line) for line in left)]


def _line(agreement: Agreement) -> str:
    # Whether somebody said yes by now is no text of the version.
    agreement.agreed_by_absent = False
    details = " · ".join(agreement.details)
    return f"{agreement.who}: {agreement.what}" + (f" ({details})" if details else "")


def _shown(version: PlanVersion, name: str) -> str:
    value: Any = getattr(version, name)
    return dutch.long_date(value) if isinstance(value, dt.date) else str(value or "")
