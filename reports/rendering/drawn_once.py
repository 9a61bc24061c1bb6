"""A report as the middle of a page of the house. Drawn once: the same report, asked again, is the same text."""

import hashlib
import pickle
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from ekc.made_once import Kept

from ..protecting import ProtectedReport
from .document import context_of

BODY, CONTENTS = "reports/parts/body.html", "reports/parts/contents.html"
MOST = 16
"""So many reports are kept by each process: about four megabytes."""
_DRAWN: Kept[dict[str, Any]] = Kept(MOST)


def page_of(report: ProtectedReport) -> dict[str, Any]:
    """What the template of the page writes down. Kept by everything that stands in the report and its language: another
    figure, sentence or day is another page. What the reader may do is no part of it."""
    # Not while templates are being written.
    found = _draw(report) if settings.DEBUG else _DRAWN.get(_key(report), lambda: _draw(report))
    return {**found, "report": report}


def _key(report: ProtectedReport) -> str:
    drawn = hashlib.sha256(pickle.dumps(report))
    return f"{translation.get_language()}:{drawn.hexdigest()}"


def _draw(report: ProtectedReport) -> dict[str, Any]:
    context = context_of(report)
    kept = {name: context[name] for name in ("period", "audience", "counted_on", "nothing")}
    if not context["nothing"]:
        kept |= {
            "body": SafeString(render_to_string(BODY, context)),
            "contents": SafeString(render_to_string(CONTENTS, context)),
        }
    return kept
