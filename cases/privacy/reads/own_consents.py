"""The own page of a main person, or of who has authority over one: what was consented to, and who looked."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.codes import CONSENT_AFTER, CONSENT_TEXT, AskedAs, ConsentPurpose, ConsentState
from cases.consented import is_from_before_alone, known_age, lacks, last_words_of, state_of, words_about
from cases.contact import safe_contact
from cases.models import Case, CirclePerson, Consent, ConsentLink, MainPerson
from cases.queries import main_persons_in, taking_part_in
from cases.spoken_languages import page_language_of
from cases.who_may_ask import ALONE_FROM, OWN_FROM, why_no_say
from ekc.dates import local_today
from ekc.links import Closed, LinkKind

from .who_looked import AT_FIRST, LookedDay, by_day, looks_at

WHAT = gettext_lazy("de toestemmingen, met een persoonlijke link")
"""For the read log."""


@dataclass(frozen=True)
class Speaker:
    """Somebody who can have an own link: a main person from 12, or a parent or carer of the circle for one under 16."""

    main_person: MainPerson
    said_as: str
    person: CirclePerson | None = None

    @property
    def key(self) -> str:
        return f"{self.main_person.pk}-{self.person.pk if self.person else ''}"

    @property
    def label(self) -> str:
        somebody = self.person or self.main_person
        mail = _("krijgt een mail") if safe_contact(somebody).email else _("u geeft de link zelf")
        who = _("%(name)s, voor %(child)s") % {"name": self.person, "child": self.main_person} if self.person else ""
        return f"{who or self.main_person} ({mail})"


def speakers_in(case: Case) -> list[Speaker]:
    """Whose age nobody knows gets no link: then nobody knows who decides."""
    found, today = [], local_today()
    parents = list(taking_part_in(case).filter(is_parent_or_carer=True))
    for main in main_persons_in(case):
        age = known_age(main, today)
        if age is not None and age >= OWN_FROM:
            found.append(Speaker(main, AskedAs.SELF))
        if age is not None and age < ALONE_FROM:
            found += [Speaker(main, AskedAs.PARENT, person) for person in parents]
    return found


@dataclass(frozen=True)
class OwnLine:
    """One purpose on the own page. `mine`: what this person said of it last, and when."""

    purpose: str
    text: str | Promise
    after: str | Promise
    state: str
    mine: bool | None
    on: Any
    needs_other: bool
    again: bool
    """Whether they may say yes once more: they decide alone since then."""


class OwnConsents:
    """The page behind one own link."""

    def __init__(self, link: ConsentLink) -> None:
        self.link, self.case, self.main_person = link, link.case, link.main_person
        self.is_own = link.person is None

    @property
    def lines(self) -> list[OwnLine]:
        words, age = last_words_of(self.case), known_age(self.main_person, local_today())
        return [self._line(words_about(words, self.main_person, each), each, age) for each in ConsentPurpose]

    def _line(self, words: list[Consent], purpose: ConsentPurpose, age: int | None) -> OwnLine:
        mine = next((each for each in words if self._is_mine(each)), None)
        state = state_of(words, age)
        return OwnLine(
            purpose=purpose.value,
            text=CONSENT_TEXT[purpose],
            after=CONSENT_AFTER[purpose],
            state=state.value,
            mine=mine.gives if mine else None,
            on=mine.said_on if mine else None,
            again=bool(mine and mine.gives and is_from_before_alone(mine, local_today())),
            needs_other=state == ConsentState.PARTLY and bool(mine and mine.gives) and bool(lacks(words, age)),
        )

    def _is_mine(self, said: Consent) -> bool:
        return said.given_as == self.link.speaks_as and said.person_id == self.link.person_id

    @property
    def decides_alone(self) -> bool:
        """Whether the main person needs nobody besides (from 16; where the age is not known as well)."""
        age = known_age(self.main_person, local_today())
        return age is None or age >= ALONE_FROM

    @property
    def sees_who_looked(self) -> bool:
        """The main person; a parent of a child under 12. From 12 the young person is heard first, at the desk."""
        age = known_age(self.main_person, local_today())
        return self.is_own or (age is not None and age < OWN_FROM)

    @cached_property
    def _days(self) -> list[LookedDay]:
        return by_day(looks_at(self.case)) if self.sees_who_looked else []

    @property
    def looked_days(self) -> list[LookedDay]:
        return self._days[:AT_FIRST]

    @property
    def earlier_days(self) -> list[LookedDay]:
        return self._days[AT_FIRST:]


def link_kind() -> LinkKind:
    return LinkKind(
        model=ConsentLink,
        routes=("cases:own_consents",),
        hangs_on=lambda row: (row.person, row.main_person, row.case),
        case=lambda row: row.case,
        address=lambda row: safe_contact(row.somebody).email,
        over=_over,
        language=lambda row: page_language_of(row.somebody),
        rows=lambda: ConsentLink.objects.select_related("case", "main_person__case", "person"),
        perm="consent.note",
        what=WHAT,
        back=lambda row: reverse("cases:consents", args=[row.case_number]),
        closed_help=gettext_lazy("Wilt u iets veranderen? Bel de Eigen Kracht-coördinator."),
    )


def _over(link: ConsentLink) -> str:
    """Its day is past, the main person grew older and decides alone, or who held it has no authority any more."""
    if link.person is not None and not link.person.is_parent_or_carer:
        return Closed.OVER
    age = known_age(link.main_person, local_today())
    has_no_say = age is not None and bool(why_no_say(link.speaks_as, age))
    return Closed.OVER if has_no_say or link.expires_on < local_today() else ""
