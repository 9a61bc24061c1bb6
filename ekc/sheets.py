"""One style sheet for every page, made of those in `static/ekc`: a phone on a slow line asks once.

A finder of static files, so that the development server, the tests and `collectstatic` find the same file, which
production then gives a name with its hash, compresses, and lets browsers keep for a year.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from django.utils.functional import cached_property

from ekc import embedded

NAME = "ekc/site.css"
PARTS = ("bootstrap", "fonts", "tokens", "theme", "house", "forms", "pieces", "public", "day", "cases")
"""In the order of the cascade: later ones have the last word."""
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_MARGIN = re.compile(r"\n\s*")


def site_css() -> str:
    """All parts in one, without remarks and indentation."""
    folder = Path(settings.BASE_DIR) / "static" / "ekc"
    whole = "\n".join((folder / f"{part}.css").read_text() for part in PARTS)
    return _MARGIN.sub("\n", _COMMENT.sub("", whole)).strip() + "\n"


class SheetFinder(BaseFinder):
    """Finds `ekc/site.css`, written anew when a part of it changed."""

    @cached_property
    def folder(self) -> Path:
        # Asked for only where it is needed: a server in production collected its files before, and writes nothing.
        return embedded.var_folder() / "sheets"

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False) -> Any:
        if path != NAME:
            return []
        found = str(self._written())
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        self._written()
        yield NAME, FileSystemStorage(location=self.folder)

    def _written(self) -> Path:
        target = self.folder / NAME
        css = site_css()
        if not target.exists() or target.read_text() != css:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Another process may be reading it: it sees the old one or the new one, never half.
            handle, name = tempfile.mkstemp(dir=target.parent)
            with os.fdopen(handle, "w") as draft:
                draft.write(css)
            Path(name).chmod(0o644)
            Path(name).replace(target)
        return target
