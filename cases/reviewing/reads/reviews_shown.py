"""What the pages of a review show: the months, the drawn readings of one, one reading."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import rules
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import norms
from cases.models import Case as Files
from ekc.audit.codes import FINAL_JUDGEMENTS, DrawnBecause, Judged
from ekc.audit.models import Drawn, ReadLine, Review
from ekc.dates import local_today
from ekc.dutch import long_date

from ..month import lines_between
from ..suspicions import SUSPICIONS, sentence_of

MOST_AROUND = 40
"""So many other readings of that day stand beside one."""
TONES = {Judged.FINE: "done", Judged.ASKING: "waiting", Judged.LEAK: "alert"}


@dataclass(frozen=True)
class MonthRow:
    review: Review
    lines: int
    waiting: int
    words: str
    light: str = ""

    @property
    def title(self) -> str:
        """The month, and of which region."""
        return f"{date_format(self.review.month, 'F Y')}, {region_name(self.review)}"

    @property
    def note(self) -> str:
        """How many readings, and what became of them or until when it can wait."""
        number = ngettext("%(n)d regel", "%(n)d regels", self.lines) % {"n": self.lines}
        if self.review.is_signed:
            signed = self.review.signed_off
            said = {"day": long_date(timezone.localdate(signed.at)), "name": signed.by}
            return f"{number}, " + _("afgetekend op %(day)s door %(name)s") % said
        waits = ngettext("%(n)d wacht", "%(n)d wachten", self.waiting) % {"n": self.waiting}
        left = waits if self.waiting else _("alles is nagekeken")
        return f"{number}, {left}, " + _("uiterlijk %(day)s") % {"day": long_date(self.review.due_on)}


@dataclass(frozen=True)
class ReadingRow:
    """A drawn reading as a reviewer sees it. `line` is None where the log let go of it already."""

    drawn: Drawn
    line: ReadLine | None
    whys: list[str]
    state: str
    tone: str
    is_own: bool

    @property
    def about(self) -> str:
        """When, which case and which page."""
        if self.line is None:
            return _("De regel zelf is vernietigd: zijn termijn is voorbij.")
        at = timezone.localtime(self.line.at)
        return f"{long_date(at.date())}, {at:%H:%M} · {self.line.case_number} · {self.line.what}"


def region_name(review: Review) -> str:
    """Whose files were read; what is of no region is looked at by landelijk beheer."""
    return str(review.region) if review.region_id is not None else _("landelijk beheer")


def month_rows(reviews: Iterable[Review]) -> list[MonthRow]:
    return [month_row(each) for each in reviews]


def month_row(review: Review) -> MonthRow:
    """Of a review `with_counts`."""
    lines, waiting = review.drawn_count, review.waiting_count
    if review.is_signed:
        return MonthRow(review, lines, 0, _("Afgetekend"))
    days = (review.due_on - local_today()).days
    if days < 0:
        return MonthRow(review, lines, waiting, _("te laat"), "late")
    words = ngettext("nog %(n)d dag", "nog %(n)d dagen", days) % {"n": days} if days else _("nog vandaag")
    return MonthRow(review, lines, waiting, words, "nearly" if days <= norms.REVIEW_NEARLY_DAYS else "in_time")


def in_order(review: Review) -> QuerySet[Drawn]:
    """The drawn readings of a month: what waits first, and of that what is odd before what chance drew."""
    ends = Case(When(said__in=sorted(FINAL_JUDGEMENTS), then=Value(1)), default=Value(0), output_field=IntegerField())
    chance = Case(When(why=[DrawnBecause.CHANCE], then=Value(1)), default=Value(0), output_field=IntegerField())
    return review.lines.with_last_answer().select_related("reader").order_by(ends, chance, "pk")


def rows_of(drawn: Iterable[Any], user: Any) -> list[ReadingRow]:
    """The rows of these drawn readings (`in_order`), for who looks at them."""
    there = list(drawn)
    lines = ReadLine.objects.in_bulk([each.reading for each in there])
    return [
        ReadingRow(
            each,
            lines.get(each.reading),
            whys_of(each),
            str(Judged(each.said).label).split(":", maxsplit=1)[0] if each.said else "",
            TONES[Judged(each.said)] if each.said else "",
            each.reader_id == user.pk,
        )
        for each in there
    ]


def whys_of(drawn: Drawn) -> list[str]:
    """Why it was drawn, in sentences; with the numbers where they are why."""
    found = []
    for because in drawn.why:
        sentence = sentence_of(because)
        if because == DrawnBecause.MANY:
            numbers = {"files": drawn.files, "usual": drawn.usual}
            said = _("Die dag %(files)d zaken, gewoonlijk %(usual)d.") if drawn.usual else _("Die dag %(files)d zaken.")
            sentence += " " + said % numbers
        found.append(sentence)
    return found


def found_of(review: Review) -> list[tuple[str, Any]]:
    """How many readings each rule found, for who wonders what was not drawn."""
    return [(str(each.because.label), review.found.get(each.because.value, 0)) for each in SUSPICIONS]


@dataclass(frozen=True)
class Around:
    """What else this person looked at on that day, in files that the reviewer keeps."""

    at: Any
    number: str
    what: str


def around_in_region(drawn: Drawn, line: ReadLine | None) -> list[Around]:
    """For who reviews a region and has no read log to go on in."""
    region = drawn.review.region_id
    if line is None or region is None:
        return []
    day = timezone.localdate(line.at)
    lines = lines_between(day, day + dt.timedelta(days=1)).filter(user=drawn.reader).exclude(pk=line.pk)
    numbers = Files.objects.filter(region=region).order_by().values("number")
    there = lines.filter(case_number__in=numbers).order_by("at", "pk")[:MOST_AROUND]
    return [Around(each.at, each.case_number, each.what) for each in there]


def around_of(drawn: Drawn, line: ReadLine | None, user: Any) -> str:
    """The address of what this person looked at on that day, in the read log, for who may read that."""
    if line is None or not rules.has_perm("readlog.view", user):
        return ""
    day = f"{timezone.localdate(line.at):%d-%m-%Y}"
    return f"{reverse('audit:reads')}?{urlencode({'person': drawn.reader.email, 'since': day, 'until': day})}"
