"""What the pages of the read log are called for the people whom a file is about: one name for each address.

The log keeps the address of a page and a few words for who reviews it. Whoever asks who looked into their file is told
in their own language and in plain words; each app says in its `looked_at.py` how. An address that can write a case into
the log and has no name fails `tests/audit/test_looked_at.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ekc.registry import Registry

SOME_PAGE = _("een bladzijde van het dossier")
"""An address that was there when the line was written, and is gone."""
BESIDE_ANOTHER = _("een lijst van zaken die op elkaar lijken")
"""A case that stood on a page of another one."""
Names = Mapping[str | Promise, Sequence[str]]


@dataclass(frozen=True)
class Page:
    """A page by its name. `of_many`: it shows many cases, or is of nobody's."""

    name: str | Promise
    of_many: bool = False


PAGES: Registry[Page] = Registry("name of a page in the read log")


def bring(of_a_file: Names, of_many: Names | None = None) -> None:
    """Name the addresses of an app: by each name those that are called so."""
    for names, is_of_many in ((of_a_file, False), (of_many or {}, True)):
        for name, routes in names.items():
            page = Page(name, is_of_many)
            for route in routes:
                PAGES.add(route, page)


def name_of(route: str, *, in_a_list: bool) -> str:
    """What was looked at, in the language of the reader. `in_a_list`: the case stood among others."""
    page = PAGES.get(route)
    if in_a_list and (page is None or not page.of_many):
        return str(BESIDE_ANOTHER)
    return str(page.name if page else SOME_PAGE)
