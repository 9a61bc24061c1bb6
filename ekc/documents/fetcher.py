"""What a document on paper may load: our own static files, and nothing else."""

import mimetypes
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from fontTools.ttLib import woff2
from weasyprint.urls import URLFetcher, URLFetcherResponse

# Addresses in a print template are relative to the static folder: "ekc/print.css". The host exists nowhere.
BASE_URL = "http://static.invalid/"
PACKED = ".woff2"


@lru_cache(maxsize=16)
def _unpacked(font: Path, _changed_at: int) -> bytes:
    """A font as it is drawn with. Each document asks for five of them, and unpacking those takes half of its time."""
    found = BytesIO()
    woff2.decompress(BytesIO(font.read_bytes()), found)
    return found.getvalue()


def _content(path: Path) -> bytes:
    return _unpacked(path, path.stat().st_mtime_ns) if path.suffix == PACKED else path.read_bytes()


class StaticFetcher(URLFetcher):
    """Reads from the static folders by their unhashed names; no network, no file outside them.

    Whatever could not be given stands in `refused` afterwards, because WeasyPrint goes on without it.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        path = self._static_path(url)
        if path is None:
            self.refused.append(url[:200])
            raise ValueError(f"Not a static file of the house: {url[:200]}")
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, _content(path), {"Content-Type": kind})

    def _static_path(self, url: str) -> Path | None:
        if not url.startswith(BASE_URL):
            return None
        name = unquote(urlsplit(url).path).lstrip("/")
        try:
            found = finders.find(name)
        except SuspiciousFileOperation:
            return None
        return Path(found) if found and Path(found).is_file() else None
