"""One HTML file that needs nothing else: for a telephone in a hall without network."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

from .pdf import DocumentError

_LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)">')


def with_styles_inside(html: str) -> str:
    """Put the style sheets that a page links to inside it; their names are relative to the static folder.

    The page itself must not ask for fonts or pictures. Raises DocumentError for a sheet that is not there.
    """
    return _LINK.sub(lambda match: f"<style>{_sheet(match[1])}</style>", html)


def _sheet(name: str) -> str:
    found = finders.find(name)
    if not found:
        raise DocumentError(f"could not load {name}")
    return Path(str(found)).read_text(encoding="utf-8")
