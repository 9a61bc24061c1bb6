"""Which coordinator fits a case, and why (domain.md 2: R-01, R-02; 3.3 preferences).

`candidates_for` and `wishes_of` read, in a fixed number of queries; all that follows is pure, so that
the page, the act and the tests judge by the same functions.
"""

import datetime as dt
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from ekc.accounts.models import User
from ekc.dates import add_months, local_today

from .codes import Gender, PreferenceKind
from .models import Case, Coordinator, CoordinatorTie, Preference

VOG_MONTHS = 3
"""How old a VOG may be when somebody starts to work (R7)."""


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
    background: str = ""
    faith: str = ""
    region_ids: frozenset[int] = frozenset()
    employers: tuple[Employer, ...] = ()
    employers_declared: bool = True
    vog_date: dt.date | None = None
    has_worked: bool = False
    max_cases: int = 2
    load: int = 0
    available: bool = True
    on_leave_until: dt.date | None = None
    tie: str = ""


@dataclass(frozen=True)
class Wish:
    pk: int
    kind: str
    text: str


@dataclass(frozen=True)
class Demand:
    """What a case asks of its coordinator."""

    region_id: int
    wishes: tuple[Wish, ...] = ()
    referrer_organisation_id: int | None = None


@dataclass(frozen=True)
class WishAnswer:
    """`met` is None where nobody but a person can tell."""

    wish: Wish
    met: bool | None


@dataclass(frozen=True)
class Match:
    candidate: Candidate
    answers: tuple[WishAnswer, ...]
    in_region: bool
    blocks: tuple[str, ...]

    @property
    def deviates(self) -> bool:
        """A wish of the family is not met, so choosing this coordinator asks for a reason."""
        return any(answer.met is False for answer in self.answers)

    @property
    def order(self) -> tuple[Any, ...]:
        """Wishes first, then the region, then who has most room."""
        unmet = sum(answer.met is False for answer in self.answers)
        met = sum(answer.met is True for answer in self.answers)
        room = self.candidate.max_cases - self.candidate.load
        return (unmet, -met, not self.in_region, self.candidate.load, -room, self.candidate.name.casefold())


@dataclass(frozen=True)
class Ranking:
    free: tuple[Match, ...]
    blocked: tuple[Match, ...]


# --- judging: no query below this line until "reading" ------------------------------------------------


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
        answers=tuple(WishAnswer(wish, meets(candidate, wish)) for wish in demand.wishes),
        in_region=demand.region_id in candidate.region_ids,
        blocks=tuple(blocks(candidate, demand, today=today)),
    )


def blocks(candidate: Candidate, demand: Demand, *, today: dt.date) -> list[str]:
    """Why this coordinator may not have this case, in Dutch; empty when nothing stands in the way."""
    return [
        *_dependence(candidate),
        *_ties(candidate, demand),
        *_papers(candidate, today),
        *_room(candidate, today),
    ]


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
    found = [_("Heeft een band met iemand in deze zaak: %(tie)s.") % {"tie": candidate.tie}] if candidate.tie else []
    colleagues = [
        employer
        for employer in candidate.employers
        if employer.pk == demand.referrer_organisation_id and not employer.is_care_or_deciding
    ]
    same = _("Werkt bij dezelfde organisatie als de aanmelder: %(name)s.")
    return found + [same % {"name": colleague.name} for colleague in colleagues]


def _papers(candidate: Candidate, today: dt.date) -> list[str]:
    """R7: a VOG, issued at most three months before the work began."""
    if candidate.vog_date is None:
        return [_("Heeft geen VOG.")]
    if not candidate.has_worked and candidate.vog_date < add_months(today, -VOG_MONTHS):
        return [_("De VOG is ouder dan drie maanden, en dit zou de eerste zaak zijn.")]
    return []


def _room(candidate: Candidate, today: dt.date) -> list[str]:
    if not candidate.is_active:
        return [_("Heeft geen open account.")]
    found = []
    if not candidate.available:
        found.append(_("Is nu niet beschikbaar."))
    if candidate.on_leave_until is not None and candidate.on_leave_until >= today:
        found.append(_("Is met verlof tot en met %(day)s.") % {"day": f"{candidate.on_leave_until:%d-%m-%Y}"})
    if candidate.load >= candidate.max_cases:
        found.append(_("Zit vol: %(load)s van %(most)s zaken.") % {"load": candidate.load, "most": candidate.max_cases})
    return found


def meets(candidate: Candidate, wish: Wish) -> bool | None:
    """Whether a wish is met; None where the profile is silent or the wish is free text."""
    if wish.kind == PreferenceKind.GENDER:
        return None if candidate.gender == Gender.UNKNOWN else plain(wish.text) == plain(candidate.gender)
    if wish.kind == PreferenceKind.LANGUAGE:
        return language_key(wish.text) in {language_key(each) for each in candidate.languages}
    if wish.kind == PreferenceKind.CULTURE:
        return _alike(wish.text, candidate.background)
    if wish.kind == PreferenceKind.FAITH:
        return _alike(wish.text, candidate.faith)
    return None


def _alike(wished: str, given: str) -> bool | None:
    wish, profile = plain(wished), plain(given)
    return (wish in profile or profile in wish) if profile else None


def plain(text: str) -> str:
    """Without capitals, accents and spaces around it."""
    decomposed = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def language_key(text: str) -> str:
    """One key for a language by its code (`tr`) or its Dutch name (`Turks`)."""
    key = plain(text)
    try:
        return plain(str(get_language_info(key)["name_translated"]))
    except KeyError:
        return key


# --- reading ------------------------------------------------------------------------------------------


def demand_of(case: Case) -> Demand:
    """What this case asks."""
    referrer = getattr(case, "referrer", None)
    return Demand(
        region_id=case.region_id,
        wishes=tuple(Wish(each.pk, each.kind, each.wish) for each in Preference.objects.filter(case=case)),
        referrer_organisation_id=referrer.organisation_id if referrer else None,
    )


def candidates_for(case: Case, coordinators: QuerySet[Any]) -> list[Candidate]:
    """`coordinators` with all that matching asks: four queries, whatever their number."""
    working = Q(contracts__ended_on__isnull=True)
    rows: Sequence[Coordinator] = list(
        coordinators.select_related("user__organisation")
        .annotate(load=Count("contracts", filter=working, distinct=True), worked=Count("contracts", distinct=True))
        .order_by("pk")
    )
    keys = [row.pk for row in rows]
    employers = _employers(keys)
    regions = _regions([row.user_id for row in rows])
    ties = dict(CoordinatorTie.objects.filter(case=case).values_list("coordinator_id", "description"))
    return [_candidate(row, employers[row.pk], regions[row.user_id], ties.get(row.pk, "")) for row in rows]


def _employers(keys: Sequence[int]) -> dict[int, list[Employer]]:
    through: Any = Coordinator.employers.through
    found: dict[int, list[Employer]] = defaultdict(list)
    rows = through.objects.filter(coordinator_id__in=keys).values_list(
        "coordinator_id", "organisation_id", "organisation__name", "organisation__is_care_or_deciding"
    )
    for coordinator, *employer in rows:
        found[coordinator].append(Employer(*employer))
    return found


def _regions(user_keys: Sequence[int]) -> dict[int, set[int]]:
    through: Any = User.regions.through
    found: dict[int, set[int]] = defaultdict(set)
    for user, region in through.objects.filter(user_id__in=user_keys).values_list("user_id", "region_id"):
        found[user].add(region)
    return found


def _candidate(row: Any, employers: list[Employer], regions: set[int], tie: str) -> Candidate:
    works_at = row.user.organisation
    if works_at is not None and works_at.pk not in {each.pk for each in employers}:
        # Landelijk beheer writes down where somebody works too, with or without a declaration.
        employers = [*employers, Employer(works_at.pk, works_at.name, works_at.is_care_or_deciding)]
    return Candidate(
        pk=row.pk,
        name=row.user.full_name,
        is_active=row.user.is_active,
        gender=row.gender,
        languages=tuple(row.languages),
        background=row.background,
        faith=row.faith,
        region_ids=frozenset(regions),
        employers=tuple(employers),
        employers_declared=row.employers_declared_on is not None,
        vog_date=row.vog_date,
        has_worked=row.worked > 0,
        max_cases=row.max_cases,
        load=row.load,
        available=row.available,
        on_leave_until=row.on_leave_until,
        tie=tie,
    )


def ranking_for(case: Case, coordinators: QuerySet[Any]) -> Ranking:
    """The coordinators in order of fit for this case today."""
    return rank(candidates_for(case, coordinators), demand_of(case), today=local_today())


def match_for(case: Case, coordinator: Coordinator) -> Match:
    """How this coordinator fits this case today."""
    (candidate,) = candidates_for(case, Coordinator.objects.filter(pk=coordinator.pk))
    return match(candidate, demand_of(case), today=local_today())
