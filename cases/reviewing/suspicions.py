"""By which rules a reading is drawn for a person to look at: one table. A rule finds, and says nothing of anybody.

Each finds one reading for what it is about (a reader and a case, a reader and a day), from where the reviewer goes on
in the read log.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from django.db.models import Count, Min, Q
from django.db.models.functions import ExtractHour, TruncDate
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases import norms
from cases.models import Case, CirclePerson, MainPerson
from ekc.addresses import mail_key
from ekc.audit.codes import DrawnBecause
from ekc.dates import add_months
from ekc.names import surname_keys
from ekc.phones import phone_key

from .month import Month, Pair, lines_between


@dataclass(frozen=True)
class Finding:
    """A reading that a rule found. `files` and `usual`: of that day, and on a usual day of theirs."""

    reading: int
    reader: int
    files: int | None = None
    usual: int | None = None


@dataclass(frozen=True)
class Suspicion:
    """A rule: why it draws, what the reviewer reads of it, and what it finds in a month."""

    because: DrawnBecause
    sentence: str | Promise
    finds: Callable[[Month], Iterable[Finding]]


@dataclass(frozen=True)
class _Known:
    """What a file says of its people, in forms that can be compared."""

    surnames: frozenset[str] = frozenset()
    contacts: frozenset[str] = frozenset()


def same_surname(month: Month) -> Iterator[Finding]:
    """The reader's surname is that of a main person, or of somebody of the circle."""
    own = {key: surname_keys(reader.full_name) for key, reader in month.readers.items()}
    return (_of(pair) for pair, known in _with_people(month) if own[pair.reader] & known.surnames)


def same_contact(month: Month) -> Iterator[Finding]:
    """The reader's mail address or phone number is that of a main person, or of somebody of the circle."""
    own = {key: _contacts(reader.email, str(reader.phone)) for key, reader in month.readers.items()}
    return (_of(pair) for pair, known in _with_people(month) if own[pair.reader] & known.contacts)


def many_in_a_day(month: Month) -> Iterator[Finding]:
    """More files on one day than is usual for this reader, by far; the first of that day."""
    usual = _usual_of(month)
    for reader, _day, files, first in _days(month.first, add_months(month.first, 1)):
        often = usual.get(reader, 0)
        if files >= norms.REVIEW_FILES_LEAST and files > norms.REVIEW_FILES_TIMES * often:
            yield Finding(first, reader, files, often)


def at_night(month: Month) -> Iterator[Finding]:
    """Something of a file was looked into at night; the first of each night. A night is one, whatever the clock does in
    it, and though the date changes."""
    begins, ends = norms.REVIEW_NIGHT_FROM, norms.REVIEW_NIGHT_UNTIL
    evening, morning = Q(hour__gte=begins), Q(hour__lt=ends)
    over_midnight = begins > ends
    found = month.lines().annotate(hour=ExtractHour("at"))
    found = found.filter(evening | morning if over_midnight else evening & morning).order_by("pk")
    seen: set[tuple[int, dt.date]] = set()
    for reading, reader, at in found.values_list("pk", "user_id", "at").iterator():
        night = _evening_of(at, ends if over_midnight else 0)
        if (reader, night) not in seen:
            seen.add((reader, night))
            yield Finding(reading, reader)


def _evening_of(at: dt.datetime, until: int) -> dt.date:
    """The day on which the night of this moment began, by the clock on the wall: what is before `until` is of the day
    before."""
    local = timezone.localtime(at)
    return local.date() - dt.timedelta(days=1) if local.hour < until else local.date()


def long_over(month: Month) -> Iterator[Finding]:
    """The case was closed long before."""
    before = month.first - dt.timedelta(days=norms.REVIEW_LONG_OVER_DAYS)
    for pairs in month.by_case():
        closed = Case.objects.filter(number__in=list(pairs), closed_on__lt=before).values_list("number", flat=True)
        yield from (_of(pair) for number in closed for pair in pairs[number])


SUSPICIONS = (
    Suspicion(
        DrawnBecause.FAMILY_NAME,
        _("De achternaam van wie keek, is die van een hoofdpersoon of van iemand in de kring."),
        same_surname,
    ),
    Suspicion(
        DrawnBecause.OWN_CONTACT,
        _("Het mailadres of telefoonnummer van wie keek, is dat van een hoofdpersoon of van iemand in de kring."),
        same_contact,
    ),
    Suspicion(
        DrawnBecause.MANY, _("Op één dag veel meer zaken geopend dan deze persoon gewoonlijk doet."), many_in_a_day
    ),
    Suspicion(DrawnBecause.NIGHT, _("In de nacht gekeken."), at_night),
    Suspicion(DrawnBecause.LONG_OVER, _("De zaak was al lang afgerond."), long_over),
)
BY_CHANCE = _("Door het toeval gekozen.")


def sentence_of(because: str) -> str:
    """What the reviewer reads of why a reading was drawn."""
    return str(next((each.sentence for each in SUSPICIONS if each.because == because), BY_CHANCE))


def _of(pair: Pair) -> Finding:
    return Finding(pair.reading, pair.reader)


def _with_people(month: Month) -> Iterator[tuple[Pair, _Known]]:
    for pairs in month.by_case():
        people: dict[str, list[tuple[str, str, str]]] = {}
        for model in (MainPerson, CirclePerson):
            rows = model.objects.filter(case__number__in=list(pairs))
            for number, *said in rows.values_list("case__number", "name", "email", "phone"):
                people.setdefault(number, []).append((str(said[0]), str(said[1]), str(said[2])))
        for number, there in people.items():
            known = _Known(
                frozenset().union(*(surname_keys(name) for name, _mail, _phone in there)),
                frozenset().union(*(_contacts(mail, phone) for _name, mail, phone in there)),
            )
            yield from ((pair, known) for pair in pairs[number])


def _contacts(mail: str, phone: str) -> frozenset[str]:
    return frozenset(filter(None, (mail_key(mail) if mail else "", phone_key(phone) if phone else "")))


def _days(first: dt.date, before: dt.date) -> Iterable[tuple[int, dt.date, int, int]]:
    """Of each reader and day: how many files, and the first reading."""
    days = lines_between(first, before).annotate(day=TruncDate("at")).values("user_id", "day")
    counted = days.annotate(files=Count("case_number", distinct=True), first=Min("pk")).order_by("first")
    return counted.values_list("user_id", "day", "files", "first")


def _usual_of(month: Month) -> dict[int, int]:
    """How many files each reader looks into on a day on which they do, in the months before; none for who is new."""
    days: dict[int, list[int]] = {}
    for reader, _day, files, _first in _days(add_months(month.first, -norms.REVIEW_USUAL_MONTHS), month.first):
        days.setdefault(reader, []).append(files)
    return {reader: round(median(counts)) for reader, counts in days.items()}
