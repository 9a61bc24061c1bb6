"""Which coordinator fits a case, and why (domain.md 2: R-01, R-02; 3.3 preferences).

`candidates_for` and `wishes_of` read, in a fixed number of queries; all that follows is pure, so that
the page, the act and the tests judge by the same functions.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cases import norms
from cases.codes import TURNED_DOWN_REQUEST_STATES, Gender, PreferenceKind, RequestState, Training, Variant
from cases.models import (
    Case,
    Coordinator,
    CoordinatorContract,
    CoordinatorLeave,
    CoordinatorRequest,
    CoordinatorTie,
    Preference,
)
from cases.spoken_languages import languages_in, speaks
from ekc import dutch
from ekc.accounts.models import User
from ekc.dates import add_months, local_today
from ekc.names import person_order, plain


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
    trainings: tuple[str, ...] = ()
    worked: int = 0
    """How many contracts there ever were."""
    max_cases: int = 2
    load: int = 0
    available: bool = True
    on_leave_until: dt.date | None = None
    ties: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    """What was between this coordinator and this case before; it stops nobody."""
    said_no: bool = False

    @property
    def experience(self) -> int:
        """The cases that were worked on before."""
        return self.worked - self.load


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
    variant: str = Variant.FAMILY


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
        *_papers(candidate, demand, today),
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
    found = [_("Heeft een band met deze zaak: %(tie)s.") % {"tie": tie} for tie in candidate.ties]
    colleagues = [
        employer
        for employer in candidate.employers
        if employer.pk == demand.referrer_organisation_id and not employer.is_care_or_deciding
    ]
    same = _("Werkt bij dezelfde organisatie als de aanmelder: %(name)s.")
    return found + [same % {"name": colleague.name} for colleague in colleagues]


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
    if candidate.on_leave_until is not None and candidate.on_leave_until >= today:
        found.append(_("Is met verlof tot en met %(day)s.") % {"day": dutch.long_date(candidate.on_leave_until)})
    if candidate.load >= candidate.max_cases:
        found.append(_("Zit vol: %(load)s van %(most)s zaken.") % {"load": candidate.load, "most": candidate.max_cases})
    return found


def meets(candidate: Candidate, wish: Wish) -> bool | None:
    """Whether a wish is met; None where the profile is silent or the wish is free text."""
    if wish.kind == PreferenceKind.GENDER:
        return None if candidate.gender == Gender.UNKNOWN else plain(wish.text) == plain(candidate.gender)
    if wish.kind == PreferenceKind.LANGUAGE:
        return _speaks(candidate, wish.text)
    if wish.kind == PreferenceKind.CULTURE:
        return _alike(wish.text, candidate.background)
    if wish.kind == PreferenceKind.FAITH:
        return _alike(wish.text, candidate.faith)
    return None


def _alike(wished: str, given: str) -> bool | None:
    wish, profile = plain(wished), plain(given)
    return (wish in profile or profile in wish) if profile else None


def _speaks(candidate: Candidate, wish: str) -> bool | None:
    """One of the languages that the wish names will do: "Berbers of Arabisch". No language in it: ask."""
    wished = languages_in(wish)
    return any(speaks(candidate.languages, code) for code in wished) if wished else None


# --- reading ------------------------------------------------------------------------------------------


def demand_of(case: Case) -> Demand:
    """What this case asks."""
    referrer = getattr(case, "referrer", None)
    return Demand(
        region_id=case.region_id,
        wishes=tuple(Wish(each.pk, each.kind, each.wish) for each in Preference.objects.filter(case=case)),
        referrer_organisation_id=referrer.organisation_id if referrer else None,
        variant=case.variant,
    )


def candidates_for(case: Case, coordinators: QuerySet[Any]) -> list[Candidate]:
    """`coordinators` with all that matching asks: seven queries, whatever their number."""
    found: Any = coordinators
    rows: Sequence[Any] = list(found.select_related("user__organisation").with_load().order_by("pk"))
    keys = [row.pk for row in rows]
    around = Around(
        employers=_employers(keys),
        regions=_regions([row.user_id for row in rows]),
        ties=_ties_of(case),
        leaves=_leaves(keys),
        past=_past_of(case),
    )
    return [_candidate(row, around) for row in rows]


@dataclass(frozen=True)
class Around:
    """What hangs on the profiles of all coordinators, and on this case, by the key of the coordinator."""

    employers: Mapping[int, list[Employer]]
    regions: Mapping[int, set[int]]
    ties: Mapping[int, list[str]]
    leaves: Mapping[int, dt.date]
    past: Mapping[int, list[tuple[bool, str]]]


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


def _ties_of(case: Case) -> Mapping[int, list[str]]:
    """Ties to somebody in the case, and to the organisation that referred it (R-02)."""
    referrer = getattr(case, "referrer", None)
    where = Q(case=case)
    if referrer is not None and referrer.organisation_id is not None:
        where |= Q(organisation=referrer.organisation_id)
    found: dict[int, list[str]] = defaultdict(list)
    for coordinator, name, description in CoordinatorTie.objects.filter(where).values_list(
        "coordinator_id", "organisation__name", "description"
    ):
        found[coordinator].append(f"{description} ({name})" if name else description)
    return found


def _leaves(keys: Sequence[int]) -> Mapping[int, dt.date]:
    """The last day of the leave that goes on today."""
    today = local_today()
    rows = CoordinatorLeave.objects.filter(coordinator_id__in=keys, starts_on__lte=today, ends_on__gte=today)
    return dict(rows.order_by("ends_on").values_list("coordinator_id", "ends_on"))


def _past_of(case: Case) -> Mapping[int, list[tuple[bool, str]]]:
    """What was between a coordinator and this case before: whether it was a no, and the words for it."""
    found: dict[int, list[tuple[bool, str]]] = defaultdict(list)
    ended = CoordinatorContract.objects.filter(case=case, ended_on__isnull=False)
    for contract in ended.only("coordinator_id", "ended_on"):
        day = dutch.long_date(contract.ended_on) if contract.ended_on else ""
        found[contract.coordinator_id].append((True, _("Had deze zaak tot %(day)s.") % {"day": day}))
    now = Q(case=case) | Q(state=RequestState.OPEN)
    for asking in CoordinatorRequest.objects.filter(now).order_by("pk"):
        if words := _words_of(asking, case):
            found[asking.coordinator_id].append((asking.state in TURNED_DOWN_REQUEST_STATES, words))
    return found


def _words_of(asking: CoordinatorRequest, case: Case) -> str:
    if asking.case_id != case.pk:
        return _("Denkt nu na over een andere zaak.")
    if asking.state == RequestState.DECLINED:
        return _("Zei nee tegen deze zaak: %(why)s.") % {"why": asking.get_refusal_display().lower()}
    if asking.state == RequestState.LAPSED:
        return _("Antwoordde niet op tijd toen deze zaak werd aangeboden.")
    return ""


def _candidate(row: Any, around: Around) -> Candidate:
    employers = around.employers.get(row.pk, [])
    works_at = row.user.organisation
    if works_at is not None and works_at.pk not in {each.pk for each in employers}:
        # Landelijk beheer writes down where somebody works too, with or without a declaration.
        employers = [*employers, Employer(works_at.pk, works_at.name, works_at.is_care_or_deciding)]
    past = around.past.get(row.pk, [])
    return Candidate(
        pk=row.pk,
        name=row.user.full_name,
        is_active=row.user.is_active,
        gender=row.gender,
        languages=tuple(row.languages),
        background=row.background,
        faith=row.faith,
        region_ids=frozenset(around.regions.get(row.user_id, ())),
        employers=tuple(employers),
        employers_declared=row.employers_declared_on is not None,
        vog_date=row.vog_date,
        trainings=tuple(row.trainings),
        worked=row.worked,
        max_cases=row.max_cases,
        load=row.load,
        available=row.available,
        on_leave_until=around.leaves.get(row.pk),
        ties=tuple(around.ties.get(row.pk, ())),
        remarks=tuple(words for _no, words in past),
        said_no=any(was_no for was_no, _words in past),
    )


def ranking_for(case: Case, coordinators: QuerySet[Any]) -> Ranking:
    """The coordinators in order of fit for this case today."""
    return rank(candidates_for(case, coordinators), demand_of(case), today=local_today())


def match_for(case: Case, coordinator: Coordinator) -> Match:
    """How this coordinator fits this case today."""
    (candidate,) = candidates_for(case, Coordinator.objects.filter(pk=coordinator.pk))
    return match(candidate, demand_of(case), today=local_today())


def profile_candidate(coordinator: Coordinator) -> Candidate:
    """A coordinator apart from any case: what stands in the way of whatever case."""
    (row,) = Coordinator.objects.filter(pk=coordinator.pk).select_related("user__organisation").with_load()
    around = Around(
        employers=_employers([row.pk]),
        regions=_regions([row.user_id]),
        ties={},
        leaves=_leaves([row.pk]),
        past={},
    )
    return _candidate(row, around)
