"""What follows from the birth of a main person: minor or adult, the age that the figures count, the word for it."""

import datetime as dt
from typing import Protocol

from cases.codes import Gender, MainPersonKind
from ekc.dates import age_on

ADULT_AT = 18


class Born(Protocol):
    """`is_minor` counts only where there is no birth date and the person is born."""

    @property
    def birth_date(self) -> dt.date | None: ...

    @property
    def unborn(self) -> bool: ...

    @property
    def is_minor(self) -> bool: ...


def age_at(person: Born, day: dt.date) -> int | None:
    """Whole years on `day`; 0 for who was born after it, and None where nobody knows."""
    if person.unborn or person.birth_date is None:
        return None
    return max(0, age_on(person.birth_date, day))


def kind_of(person: Born, day: dt.date) -> str:
    """Minor or adult on `day`: by birth date; an unborn child is a minor; else what was said."""
    if person.unborn:
        return MainPersonKind.MINOR
    age = age_at(person, day)
    is_minor = person.is_minor if age is None else age < ADULT_AT
    return MainPersonKind.MINOR if is_minor else MainPersonKind.ADULT


def gender_of(is_female: bool | None, kind: str) -> str:
    """The code of the field: boy and girl for minors, man and woman for adults (domain.md 4.5)."""
    if is_female is None:
        return Gender.UNKNOWN
    if kind == MainPersonKind.MINOR:
        return Gender.GIRL if is_female else Gender.BOY
    return Gender.WOMAN if is_female else Gender.MAN


def is_female(gender: str) -> bool | None:
    """The other way round; None where it is not known."""
    if gender in (Gender.GIRL, Gender.WOMAN):
        return True
    return False if gender in (Gender.BOY, Gender.MAN) else None
