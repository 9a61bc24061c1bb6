"""Which coordinator fits a case, and why (domain.md 2: R-01, R-02; 3.3 preferences). No query in this module.

`matching` reads what is judged here, so that the page, the act and the tests judge by the same functions.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cases import norms
from cases.codes import Gender, PreferenceKind, Training, Variant
from cases.spoken_languages import may_speak, speaks
from ekc import dutch
from ekc.dates import add_months
from ekc.lists.codes import OTHER
from ekc.names import person_order


@dataclass(frozen=True)
class Employer:
    pk: int
    name: str
    is_care_or_deciding: bool


@dataclass(frozen=True)
class Candidate:
    """A coordinator as far as matching goes."""

    pk: int
    name: str
    is_active: bool = True
    gender: str = Gender.UNKNOWN
    languages: tuple[str, ...] = ()
    backgrounds: tuple[str, ...] = ()
    background_words: str = ""
    faith: str = ""
    faith_words: str = ""
    region_ids: frozenset[int] = frozenset()
    employers: tuple[Employer, ...] = ()
    employers_declared: bool = True
    vog_date: dt.date | None = None
    trainings: tuple[str, ...] = ()
    worked: int = 0
    """How many contracts there ever were."""
    max_cases: int = 2
    load: int = 0
    available: bool = True
    leave_from: dt.date | None = None
    """Of a leave that is still to begin."""
    on_leave_until: dt.date | None = None
    ties: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    """What was between this coordinator and this case before; it stops nobody."""
    said_no: bool = False

    def listed(self, kind: str) -> tuple[str, ...]:
        """The codes of the profile that a wish of this kind is about."""
        if kind == PreferenceKind.CULTURE:
            return self.backgrounds
        return (self.faith,) if kind == PreferenceKind.FAITH and self.faith else ()

    def words(self, kind: str) -> str:
        """What the profile says of it in words, for a person to judge."""
        return {PreferenceKind.CULTURE: self.background_words, PreferenceKind.FAITH: self.faith_words}.get(
            PreferenceKind(kind), ""
        )

    @property
    def experience(self) -> int:
        """The cases that were worked on before."""
        return self.worked - self.load


@dataclass(frozen=True)
class Wish:
    """One of `codes` will do; without codes, and for "anders", a person judges the words. `text` is how it is said.

    `narrower` are codes that are one of these too (sjiitisch for islam), `wider` those that may be (christelijk for
    katholiek).
    """

    pk: int
    kind: str
    codes: tuple[str, ...] = ()
    text: str = ""
    rather_not: bool = False
    narrower: frozenset[str] = frozenset()
    wider: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Demand:
    """What a case asks of its coordinator."""

    region_id: int
    wishes: tuple[Wish, ...] = ()
    referrer_organisation_id: int | None = None
    frame_organisation_id: int | None = None
    """Of the professional who writes the veiligheidskader."""
    variant: str = Variant.FAMILY
    to_check: str = ""
    """Why nobody can tell yet who is independent of the referrer (R-02), in Dutch; empty when that is known."""


@dataclass(frozen=True)
class WishAnswer:
    """`met` is None where nobody but a person can tell; then `said` is what the profile says of it in words."""

    wish: Wish
    met: bool | None
    said: str = ""


@dataclass(frozen=True)
class Match:
    candidate: Candidate
    answers: tuple[WishAnswer, ...]
    in_region: bool
    blocks: tuple[str, ...]
    to_check: str = ""
    """What has to be found out first: until then nobody gets this case, and nobody is called independent."""

    @property
    def deviates(self) -> bool:
        """A wish of the family is not met, so choosing this coordinator asks for a reason."""
        return any(answer.met is False for answer in self.answers)

    @property
    def order(self) -> tuple[Any, ...]:
        """Wishes first, then the region, then who did not say no before, then who has most room and experience."""
        found = self.candidate
        unmet = sum(answer.met is False for answer in self.answers)
        met = sum(answer.met is True for answer in self.answers)
        room = found.max_cases - found.load
        return (
            *(unmet, -met, not self.in_region, found.said_no, found.load, -room),
            *(-found.experience, person_order(found.name)),
        )


@dataclass(frozen=True)
class Ranking:
    free: tuple[Match, ...]
    blocked: tuple[Match, ...]


def rank(candidates: Iterable[Candidate], demand: Demand, *, today: dt.date) -> Ranking:
    """Everybody in order of fit; who may not be chosen stands apart, with the reasons."""
    matches = [match(candidate, demand, today=today) for candidate in candidates]
    free = sorted((each for each in matches if not each.blocks), key=lambda each: each.order)
    # Of those who may not, the people of the region are the ones somebody will look for.
    blocked = sorted((each for each in matches if each.blocks), key=lambda each: (not each.in_region, *each.order[-1:]))
    return Ranking(tuple(free), tuple(blocked))


def match(candidate: Candidate, demand: Demand, *, today: dt.date) -> Match:
    """How one coordinator fits one case."""
    return Match(
        candidate=candidate,
        answers=tuple(WishAnswer(each, meets(candidate, each), candidate.words(each.kind)) for each in demand.wishes),
        in_region=demand.region_id in candidate.region_ids,
        blocks=tuple(blocks(candidate, demand, today=today)),
        to_check=demand.to_check,
    )


def blocks(candidate: Candidate, demand: Demand, *, today: dt.date) -> list[str]:
    """Why this coordinator may not have this case, in Dutch; empty when nothing stands in the way."""
    return [*independence_blocks(candidate, demand, today=today), *_room(candidate, today)]


def independence_blocks(candidate: Candidate, demand: Demand, *, today: dt.date) -> list[str]:
    """What stands in the way whenever it is: who somebody works for, whom somebody knows, the papers."""
    return [*_dependence(candidate), *_ties(candidate, demand), *_papers(candidate, demand, today)]


def _dependence(candidate: Candidate) -> list[str]:
    """R-01: independent of care and of who decides, and has said so."""
    if not candidate.employers_declared:
        return [_("Heeft nog niet opgegeven voor wie hij of zij werkt.")]
    return [
        _("Werkt bij %(employer)s, een zorg- of beslissende organisatie.") % {"employer": employer.name}
        for employer in candidate.employers
        if employer.is_care_or_deciding
    ]


def _ties(candidate: Candidate, demand: Demand) -> list[str]:
    """R-02: no personal or working tie to anybody in the case."""
    found = [_("Heeft een band met deze zaak: %(tie)s.") % {"tie": tie} for tie in candidate.ties]
    for employer in candidate.employers:
        if employer.is_care_or_deciding:
            continue
        if employer.pk == demand.referrer_organisation_id:
            same = _("Werkt bij dezelfde organisatie als de aanmelder: %(name)s.")
        elif employer.pk == demand.frame_organisation_id:
            same = _("Werkt bij dezelfde organisatie als wie het veiligheidskader schrijft: %(name)s.")
        else:
            continue
        found.append(same % {"name": employer.name})
    return found


def _papers(candidate: Candidate, demand: Demand, today: dt.date) -> list[str]:
    """R7: a VOG, not too old when the work began; the training that the conference asks for."""
    found = []
    if candidate.vog_date is None:
        found.append(_("Heeft geen VOG."))
    elif not candidate.worked and candidate.vog_date < add_months(today, -norms.VOG_MONTHS):
        found.append(
            _("De VOG is ouder dan %(long)s, en dit zou de eerste zaak zijn.")
            % {"long": dutch.months_in_words(norms.VOG_MONTHS)}
        )
    if demand.variant == Variant.RESTORATIVE and Training.RESTORATIVE not in candidate.trainings:
        found.append(_("Heeft de training voor herstelconferenties niet gedaan."))
    return found


def _room(candidate: Candidate, today: dt.date) -> list[str]:
    if not candidate.is_active:
        return [_("Heeft geen open account.")]
    found = []
    if not candidate.available:
        found.append(_("Is nu niet beschikbaar."))
    found += _leave(candidate, today)
    if candidate.load >= candidate.max_cases:
        found.append(_("Zit vol: %(load)s van %(most)s zaken.") % {"load": candidate.load, "most": candidate.max_cases})
    return found


def _leave(candidate: Candidate, today: dt.date) -> list[str]:
    """A leave that goes on today, or that `matching` found in the way: it begins before the work can."""
    if candidate.on_leave_until is None or candidate.on_leave_until < today:
        return []
    last = dutch.long_date(candidate.on_leave_until)
    if candidate.leave_from is None or candidate.leave_from <= today:
        return [_("Is met verlof tot en met %(day)s.") % {"day": last}]
    first = dutch.long_date(candidate.leave_from)
    return [_("Is met verlof van %(first)s tot en met %(day)s.") % {"first": first, "day": last}]


def meets(candidate: Candidate, wish: Wish) -> bool | None:
    """Whether a wish is met, by codes alone; None where the profile is silent or words are a person's to judge."""
    has = _has(candidate, wish)
    return has if has is None or not wish.rather_not else not has


def _has(candidate: Candidate, wish: Wish) -> bool | None:
    """Whether the candidate has one of what the wish names, wanted or not."""
    if not wish.codes:
        return None
    if wish.kind == PreferenceKind.GENDER:
        return None if candidate.gender == Gender.UNKNOWN else candidate.gender in wish.codes
    if wish.kind == PreferenceKind.LANGUAGE:
        # One of the languages that the wish names will do: "Berbers of Arabisch".
        if any(speaks(candidate.languages, code) for code in wish.codes):
            return True
        # Who asks for Marokkaans-Arabisch may be helped by who wrote down Arabisch: ask.
        return None if any(may_speak(candidate.languages, code) for code in wish.codes) else False
    own = set(candidate.listed(wish.kind))
    if own & ({*wish.codes, *wish.narrower} - {OTHER}):
        return True
    # Words of either side, a silent profile, and who is christelijk where katholiek is asked: ask.
    return None if not own or OTHER in own or OTHER in wish.codes or own & wish.wider else False
