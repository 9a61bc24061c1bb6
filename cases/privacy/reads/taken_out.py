"""Taking one person out of a file that stays: which texts name them, what is decided about those, and what is shown of
it. Who it is: `who_goes.py`."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.urls import reverse
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
from cases.models import CirclePerson, InzageVerdict, MainPerson, PrivacyRequest, Referrer
from cases.queries import open_bans
from ekc.inzage import GIVES
from ekc.phones import PhoneColumn
from ekc.retention.blanking import GONE
from ekc.retention.codes import Kept
from ekc.retention.one_person import Key, Taken, TextAt, goes, joins_of, texts_naming, unread_files_of
from ekc.retention.querysets import is_listed

from ..mentions import Piece
from ..namings import Naming
from .who_goes import Somebody, called_of, rows_of_person, who_goes


def takes_out(asked: PrivacyRequest) -> bool:
    """Whether by this request one person goes out of a file that stays: somebody of the circle, or a main person of a
    file that is about others too, for whom nobody asked so. Of a file that is about nobody else, all of it goes."""
    if asked.kind != RightKind.DESTRUCTION:
        return False
    return asked.person_id is not None or bool(others_who_stay(asked.case_id, asked.main_person_id))


STILL_ASKED = [PrivacyRequestState.OPEN.value, PrivacyRequestState.GRANTED.value]


def others_who_stay(file_id: int, *going: int | None) -> list[MainPerson]:
    """The main persons of a file for whom nobody asked to destroy it, besides those who are `going`."""
    # Without those of the circle: an empty key among these would let everybody through.
    asked = PrivacyRequest.objects.filter(case=file_id, kind=RightKind.DESTRUCTION, main_person__isnull=False)
    asked_for = {*asked.filter(state__in=STILL_ASKED).values_list("main_person", flat=True), *going}
    there = MainPerson.objects.filter(case=file_id, destroyed_on=None)
    return list(there.exclude(pk__in=[each for each in asked_for if each is not None]))


def waits_for_destruction(asked: PrivacyRequest) -> bool:
    """Whether something was granted that a list has to carry out: of the file all, of one person also a part."""
    states = GRANTED_PRIVACY_STATES if takes_out(asked) else {PrivacyRequestState.GRANTED}
    return asked.kind == RightKind.DESTRUCTION and asked.state in states


def may_decide(asked: PrivacyRequest) -> bool:
    """Whether texts can still be decided on: before the answer, and again while no list waits for a second person."""
    return asked.is_open or (waits_for_destruction(asked) and not is_listed(asked.case_id))


def granted_for(person: Somebody, *, again: bool = False) -> PrivacyRequest | None:
    """The request by which this person goes, the last that was answered with yes; with it what was decided about texts.
    `again`: after a restore, where it may not be answered yet."""
    whose = {"main_person" if isinstance(person, MainPerson) else "person": person}
    asked = PrivacyRequest.objects.filter(kind=RightKind.DESTRUCTION, **whose)
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
    if isinstance(where.column_field, models.EmailField):
        return f"weg-{where.row_key}@vernietigd.invalid"
    if isinstance(where.column_field, PhoneColumn):
        return ""
    return text if where.longest is None or len(text) <= where.longest else GONE


def why_not_now(person: Somebody) -> str:
    """Why this person cannot go out of the file for now, and what to do; empty where they can."""
    if isinstance(person, MainPerson):
        if reason := _why_main_person_stays(person):
            return reason
    elif reason := _why_of_circle_stays(person):
        return reason
    rows = rows_of_person(person)
    if any(each in rows for ban in open_bans(person.case) for each in (ban.person, ban.other, ban.other_main)):
        return _(
            "Over %(name)s geldt een contactverbod. Dat moet blijven voor de veiligheid van een ander. Hef het eerst "
            "op, of antwoord nee met als reden het belang van een ander."
        ) % {"name": person}
    return ""


def _why_of_circle_stays(person: CirclePerson) -> str:
    if person.is_double:
        return _("Deze persoon is samengevoegd met iemand anders. Leg het verzoek bij die persoon vast.")
    if person.case.state in LIVING_STATES and person.takes_part:
        return _(
            "%(name)s doet nog mee in een zaak die loopt. Noteer eerst in de kring dat deze persoon niet meedoet."
        ) % {"name": person}
    return ""


def _why_main_person_stays(person: MainPerson) -> str:
    if person.case.state in LIVING_STATES:
        return _(
            "De zaak loopt nog, en gaat over %(name)s. Sluit de zaak eerst af; daarna kan deze persoon uit het "
            "dossier. Wil iemand niet meer meedoen? Noteer dan bij Toestemming dat die is ingetrokken."
        ) % {"name": person}
    mains = person.case.main_persons.filter(destroyed_on=None).exclude(pk=person.pk)
    if not mains.exists():
        return _("Het dossier gaat alleen nog over %(name)s. Dan gaat het hele dossier weg, of het blijft.") % {
            "name": person
        }
    return ""


def where_first(person: Somebody) -> str:
    """The page on which is settled what `why_not_now` asks first; empty where there is none."""
    is_living = person.case.state in LIVING_STATES
    if isinstance(person, MainPerson) or not is_living or person.is_double or not person.takes_part:
        return ""
    return reverse("cases:circle", args=[person.case.number])


@dataclass(frozen=True, eq=False)
class ToDecide:
    """A text for the page: with who goes marked, how it reads without the name, and what was decided before."""

    at: TextAt
    pieces: tuple[Piece, ...]
    without: str
    verdict: str
    words: str
    is_of_safety: bool
    number: int = 0
    """Which it is of several of one title; 0 of one that stands alone."""

    @property
    def name(self) -> str:
        """Its name in a form: by the words of now."""
        table, row_key, column = self.at.key
        return f"{table}-{row_key}-{column}-{mark_of(self.at)[:12]}"

    @property
    def title(self) -> str:
        gives = GIVES.get(self.at.place.name)
        # What a file tells a person calls that person's own row theirs; here it is the row of somebody else.
        is_other = self.at.place.model in (MainPerson, CirclePerson, Referrer)
        title = str(gives.title) if gives is not None and gives.title and not is_other else self.at.title
        which = f" ({self.number})" if self.number else ""
        return f"{capfirst(title)}: {self.at.column_field.verbose_name}{which}"


def _numbered(texts: list[ToDecide]) -> list[ToDecide]:
    """Two texts of one title are told apart, also by who hears the page and does not see it."""
    often, met = Counter(each.title for each in texts), Counter[str]()
    found = []
    for each in texts:
        met[each.title] += 1
        found.append(replace(each, number=met[each.title]) if often[each.title] > 1 else each)
    return found


@dataclass(frozen=True)
class Preview:
    """What goes and what stays of one person, for who answers the request."""

    goes: list[tuple[str, int]]
    stays: list[str]
    texts: list[ToDecide]
    only_names: int
    why_not: str
    first_at: str

    @property
    def waiting(self) -> list[ToDecide]:
        return [each for each in self.texts if not each.verdict]


def preview_of(asked: PrivacyRequest) -> Preview:
    """For a request of `takes_out`."""
    person = asked.of_whom
    naming, taken = who_goes(person, asked.also_called)
    texts, verdicts = texts_naming(taken), verdicts_of(asked)
    to_decide = [_to_decide(each, naming, verdicts) for each in texts if not goes_by_itself(each, naming)]
    only_names = len(texts) - len(to_decide)
    why, first = why_not_now(person), where_first(person)
    return Preview(goes(taken), _stays(person, taken), _numbered(to_decide), only_names, why, first)


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


def _stays(person: Somebody, taken: Taken) -> list[str]:
    """In sentences: what is not about this person alone, or is counted without a name."""
    said = person.case.consents.filter(person__in=taken.keys.get(CirclePerson, [])).count()
    photos = unread_files_of(taken)
    told = [
        _("Dat er iemand was, met de soort relatie, of diegene was uitgenodigd en of diegene kwam: voor de cijfers.")
    ]
    if isinstance(person, MainPerson):
        told = [
            _(
                "Dat er een hoofdpersoon was, met leeftijd, geslacht en woonplaats als code, en of die kwam: voor de "
                "cijfers. In het dossier is dat niet meer te zien."
            ),
            _(
                "Wat zonder naam over deze persoon gaat (“de jongste”): dat vindt het programma niet. Lees daarvoor "
                "het plan, het veiligheidskader en de contacten na, en zet die woorden onderaan bij de namen."
            ),
        ]
    told += [
        _("%(number)d keer iets van de familie (%(what)s). Daar staat dan “%(name)s”.")
        % {"number": number, "what": what, "name": called_of(person)}
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
