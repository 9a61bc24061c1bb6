"""Two rows that are one: which of what both say stands, without a question."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ekc.refusal import Refusal

NOTHING = ("", None, [])


def unite(
    stands: Any,
    other: Any,
    *,
    fills: Iterable[str] = (),
    either: Iterable[str] = (),
    joins: Iterable[str] = (),
    first: Iterable[str] = (),
    last: Iterable[str] = (),
    lists: Iterable[str] = (),
    longest: Mapping[str, int] | None = None,
) -> None:
    """Put into `stands` what `other` knows; the caller saves it.

    `fills`: where the one that stands says nothing. `either`: true of one is true of both. `joins`: both hold, one
    after the other; raises Refusal where that is longer than its column, or than `longest` says. `first`: the earliest,
    or the least; `last`: the latest. `lists`: what either names.
    """
    for name in fills:
        if getattr(stands, name) in NOTHING:
            setattr(stands, name, getattr(other, name))
    for name in either:
        setattr(stands, name, getattr(stands, name) or getattr(other, name))
    for name in joins:
        setattr(stands, name, _joined(stands, other, name, (longest or {}).get(name)))
    for names, which in ((first, min), (last, max)):
        for name in names:
            known = [value for value in (getattr(stands, name), getattr(other, name)) if value is not None]
            setattr(stands, name, which(known, default=None))
    for name in lists:
        setattr(stands, name, list(dict.fromkeys([*getattr(stands, name), *getattr(other, name)])))


def _joined(stands: Any, other: Any, name: str, longest: int | None) -> str:
    joined = " / ".join(dict.fromkeys(filter(None, [getattr(stands, name), getattr(other, name)])))
    most = longest or stands._meta.get_field(name).max_length
    if most is not None and len(joined) > most:
        raise Refusal(_("Bij beiden staat iets dat moet blijven, en samen is dat te lang. Kort het eerst in."))
    return joined
