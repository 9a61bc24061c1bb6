"""Taking one person out of a file that stays: who it is, which texts name them, and what is decided about those."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.codes import (
    ASKED_PRIVACY_STATES,
    GRANTED_PRIVACY_STATES,
    LIVING_STATES,
    PrivacyRequestState,
    RightKind,
    Verdict,
)
from cases.models import Case, CirclePerson, InzageVerdict, PrivacyRequest
from cases.queries import open_bans
from ekc.inzage import GIVES
from ekc.phones import PhoneColumn
from ekc.retention.blanking import GONE
from ekc.retention.codes import Kept
from ekc.retention.one_person import Key, Taken, TextAt, goes, joins_of, texts_naming, unread_files_of
from ekc.retention.querysets import is_listed

from ..mentions import Piece
from ..namings import SOMEBODY, Naming

CALLED_AND_REACHED = ("name", "phone", "email")
"""Of everybody else of the file, theirs also where it is the same: never looked at as a text about who goes."""
CALLED = capfirst(SOMEBODY)
"""The name of who was taken out of a file."""


def takes_out(asked: PrivacyRequest) -> bool:
    """Whether this request is about one person who goes out of a file that stays: somebody of the circle."""
    return asked.kind == RightKind.DESTRUCTION and asked.person_id is not None


def waits_for_destruction(asked: PrivacyRequest) -> bool:
    """Whether something was granted that a list has to carry out: of the file all, of one person also a part."""
    states = GRANTED_PRIVACY_STATES if takes_out(asked) else {PrivacyRequestState.GRANTED}
    return asked.kind == RightKind.DESTRUCTION and asked.state in states


def may_decide(asked: PrivacyRequest) -> bool:
    """Whether texts can still be decided on: before the answer, and again while no list waits for a second person."""
    return asked.is_open or (waits_for_destruction(asked) and not is_listed(asked.case_id))


def person_of(file_id: int, person_id: int) -> CirclePerson | None:
    """Who is in this file and was not taken out of it; None where nobody is."""
    found: CirclePerson | None = (
        CirclePerson.objects.select_related("case")
        .filter(pk=person_id, case=file_id, destroyed_on=None, case__destroyed_on=None)
        .first()
    )
    return found


def is_there(file_id: int, person_id: int) -> bool:
    return person_of(file_id, person_id) is not None


def rows_of_person(person: CirclePerson) -> list[CirclePerson]:
    """The row of this person, and those that turned out to be the same one."""
    found, last = [person], [person]
    while last:
        last = list(CirclePerson.objects.filter(merged_into__in=last).exclude(pk__in=[each.pk for each in found]))
        found += last
    return found


def _copies_of(rows: Iterable[CirclePerson]) -> list[Any]:
    """Their history: as they stood before."""
    return [copy for row in rows for copy in getattr(row, "events").all()]  # noqa: B009  made by the history library


def naming_of(person: CirclePerson, also: str = "") -> Naming:
    """How a text may name this person: by any name that the file had for them, or that somebody added."""
    rows = rows_of_person(person)
    once = _copies_of(rows)
    names = [each.name for each in (*rows, *once)]
    others = _others_in(person)
    reached = {
        column: {getattr(each, column) for each in (*rows, *once)} - {getattr(each, column) for each in others}
        for column in ("phone", "email")
    }
    return Naming.of([*names, *also.split(",")], [each.name for each in others], reached["phone"], reached["email"])


def _others_in(person: CirclePerson) -> list[Any]:
    """Everybody else of the file: main persons, circle, and who applied."""
    case: Case = person.case
    own = {row.pk for row in rows_of_person(person)}
    referrer = getattr(case, "referrer", None)
    return [*case.main_persons.all(), *case.circle.exclude(pk__in=own), *([referrer] if referrer else [])]


def taken_of(person: CirclePerson, also: str = "") -> Taken:
    """Who goes, for `ekc.retention.one_person`."""
    naming, rows = naming_of(person, also), rows_of_person(person)
    others = _others_in(person)
    mails = {each.email for each in (*rows, *_copies_of(rows))} - {each.email for each in others} - {""}
    theirs = frozenset(
        (each._meta.db_table, column, str(getattr(each, column, "")))
        for each in others
        for column in CALLED_AND_REACHED
    )

    def is_of_another(table: str, column: str, text: str) -> bool:
        return (table, column, text) in theirs

    return Taken(person.case_id, rows, frozenset(mails), naming.says, is_of_another)


def granted_for(person: CirclePerson, *, again: bool = False) -> PrivacyRequest | None:
    """The request by which this person goes, the last that was answered with yes; with it what was decided about texts.
    `again`: after a restore, where it may not be answered yet."""
    asked = PrivacyRequest.objects.filter(person=person, kind=RightKind.DESTRUCTION)
    rows = asked.filter(state__in=sorted(ASKED_PRIVACY_STATES if again else GRANTED_PRIVACY_STATES))
    return min(rows, key=lambda each: (each.is_open, -each.pk), default=None)


def mark_of(text: TextAt) -> str:
    """By which a text is known again, and which says nothing of it."""
    told = "|".join([*map(str, text.key), text.text])
    return salted_hmac("cases.privacy.taken_out", told, algorithm="sha256").hexdigest()


@dataclass(frozen=True)
class Decided:
    """What becomes of the texts that name somebody: `changes`, those that are `left`, and those nobody decided on."""

    changes: Mapping[Key, str]
    left: frozenset[str]
    open_: tuple[TextAt, ...]


def verdicts_of(asked: PrivacyRequest) -> dict[Key, InzageVerdict]:
    rows = InzageVerdict.objects.filter(request=asked)
    return {(each.table, each.row_key, each.column): each for each in rows}


def to_keep(texts: Iterable[TextAt], naming: Naming, verdicts: Mapping[Key, InzageVerdict]) -> list[list[Any]]:
    """What was decided, for the list: keys, verdict and mark of each text, and no words."""
    return [
        [*each.key, found.verdict, found.text_key]
        for each in texts
        if not goes_by_itself(each, naming)
        and (found := verdicts.get(each.key)) is not None
        and found.text_key == mark_of(each)
    ]


def decided(
    texts: Iterable[TextAt],
    naming: Naming,
    kept: Iterable[Iterable[Any]],
    words: Mapping[Key, str],
    *,
    again: bool = False,
) -> Decided:
    """What becomes of each text by what was decided (`to_keep`). `again`, after a restore: of a text of which nobody
    decided the name goes, and of one that a person wrote anew all of it, for its words are not kept."""
    known = {(table, row_key, column, mark): verdict for table, row_key, column, verdict, mark in kept}
    changes: dict[Key, str] = {}
    left, open_ = set(), []
    for each in texts:
        verdict = known.get((*each.key, mark_of(each)))
        new = naming.without(each.text, each.longest)
        if goes_by_itself(each, naming) or verdict == Verdict.MASKED:
            changes[each.key] = _fitting(new, each)
        elif verdict == Verdict.AS_IT_IS:
            left.add(each.text)
        elif verdict == Verdict.OUT or (again and verdict == Verdict.REWRITTEN):
            changes[each.key] = GONE
        elif verdict == Verdict.REWRITTEN and each.key in words:
            changes[each.key] = _fitting(words[each.key], each)
        elif again:
            changes[each.key] = _fitting(new, each) if new != each.text else GONE
        else:
            open_.append(each)
    return Decided(changes, frozenset(left), tuple(open_))


def goes_by_itself(text: TextAt, naming: Naming) -> bool:
    """Whether nobody has to decide: nothing stands there but the name. Of a veiligheidskader somebody always decides:
    a name there may be that of who wrote or signed it."""
    return text.place.kept_in != Kept.FRAMES and naming.is_only_name(text.text)


def _fitting(text: str, where: TextAt) -> str:
    # No words can stand in these; and the mail address of who was asked for something may not be empty.
    if isinstance(where.field, models.EmailField):
        return f"weg-{where.row_key}@vernietigd.invalid"
    if isinstance(where.field, PhoneColumn):
        return ""
    return text if where.longest is None or len(text) <= where.longest else GONE


def why_not_now(person: CirclePerson) -> str:
    """Why this person cannot go out of the file for now, and what to do; empty where they can."""
    if person.is_double:
        return _("Deze persoon is samengevoegd met iemand anders. Leg het verzoek bij die persoon vast.")
    if person.case.state in LIVING_STATES and person.takes_part:
        return _(
            "%(name)s doet nog mee in een zaak die loopt. Noteer eerst in de kring dat deze persoon niet meedoet."
        ) % {"name": person}
    if any(person in (ban.person, ban.other) for ban in open_bans(person.case)):
        return _(
            "Over %(name)s geldt een contactverbod. Dat moet blijven voor de veiligheid van een ander. Hef het eerst "
            "op, of antwoord nee met als reden het belang van een ander."
        ) % {"name": person}
    return ""


@dataclass(frozen=True, eq=False)
class ToDecide:
    """A text for the page: with who goes marked, how it reads without the name, and what was decided before."""

    at: TextAt
    pieces: tuple[Piece, ...]
    without: str
    verdict: str
    words: str
    is_of_safety: bool

    @property
    def name(self) -> str:
        """Its name in a form: by the words of now."""
        table, row_key, column = self.at.key
        return f"{table}-{row_key}-{column}-{mark_of(self.at)[:12]}"

    @property
    def title(self) -> str:
        gives = GIVES.get(self.at.place.name)
        title = str(gives.title) if gives is not None and gives.title else self.at.title
        return f"{capfirst(title)}: {self.at.field.verbose_name}"


@dataclass(frozen=True)
class Preview:
    """What goes and what stays of one person, for who answers the request."""

    goes: list[tuple[str, int]]
    stays: list[str]
    texts: list[ToDecide]
    only_names: int
    why_not: str

    @property
    def waiting(self) -> list[ToDecide]:
        return [each for each in self.texts if not each.verdict]


def preview_of(asked: PrivacyRequest) -> Preview:
    """For a request of `takes_out`."""
    person: Any = asked.person
    naming, taken = naming_of(person, asked.also_called), taken_of(person, asked.also_called)
    texts, verdicts = texts_naming(taken), verdicts_of(asked)
    to_decide = [_to_decide(each, naming, verdicts) for each in texts if not goes_by_itself(each, naming)]
    only_names = len(texts) - len(to_decide)
    return Preview(goes(taken), _stays(person, taken), to_decide, only_names, why_not_now(person))


def _to_decide(each: TextAt, naming: Naming, verdicts: Mapping[Key, InzageVerdict]) -> ToDecide:
    found = verdicts.get(each.key)
    is_decided = found is not None and found.text_key == mark_of(each)
    return ToDecide(
        each,
        naming.pieces_of(each.text),
        naming.without(each.text, each.longest),
        found.verdict if found is not None and is_decided else "",
        found.words if found is not None and is_decided else "",
        each.place.kept_in == Kept.FRAMES or each.place.name in ("cases_safetysignal", "cases_contactban"),
    )


def _stays(person: CirclePerson, taken: Taken) -> list[str]:
    """In sentences: what is not about this person alone, or is counted without a name."""
    said = person.case.consents.filter(person__in=taken.keys).count()
    photos = unread_files_of(taken)
    told = [
        _("Dat er iemand was, met de soort relatie, of diegene was uitgenodigd en of diegene kwam: voor de cijfers.")
    ]
    told += [
        _("%(number)d keer iets van de familie (%(what)s). Daar staat dan “%(name)s”.")
        % {"number": number, "what": what, "name": SOMEBODY}
        for what, number in joins_of(taken)
    ]
    if said:
        told.append(_("Waar deze persoon voor een kind ja of nee op zei, zonder de naam. Dat hoort bij het kind."))
    if photos:
        told.append(
            ngettext("%(number)d foto of bestand.", "%(number)d foto's en bestanden.", photos) % {"number": photos}
            + " "
            + _("Kijk zelf of deze persoon erop staat: het programma leest die niet.")
        )
    told.append(_("Het leeslog: wie het dossier las. Daar staat deze persoon niet in."))
    return told
