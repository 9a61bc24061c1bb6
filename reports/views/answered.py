"""Which questions of the research the figures answer, where, and why not."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ekc.access import require

from ..catalogue import declared
from ..catalogue.coverage import EVERY, MEASURES, QUESTIONS, Answered, Asked
from ..rendering.chapters import titles_beside_the_catalogue
from ..rendering.shown import anchor_of

TONES = {Answered.YES: "done", Answered.PARTLY: "waiting", Answered.NO: "neutral"}


@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """Each question and measure with links to its tables in the report of the whole country."""
    require(request, "figures.view")
    titles = {**titles_beside_the_catalogue(), **{each.id: each.title for each in declared.EVERY}}
    groups = [
        {"title": title, "rows": [_row(asked, titles) for asked in group]}
        for title, group in (*QUESTIONS, (_("Wat verder te meten is"), MEASURES))
    ]
    counts = {each.name: sum(asked.answered == each for asked in EVERY) for each in Answered}
    return render(request, "reports/coverage.html", {"groups": groups, "counts": counts, "total": len(EVERY)})


def _row(asked: Asked, titles: Mapping[str, str]) -> dict[str, Any]:
    words = {Answered.YES: _("Beantwoord"), Answered.PARTLY: _("Deels"), Answered.NO: _("Niet te zeggen")}
    report = f"{reverse('reports:index')}?programme="
    return {
        "asked": asked,
        "tone": TONES[asked.answered],
        "word": words[asked.answered],
        "tables": [(number, titles[number], f"{report}#{anchor_of(number)}") for number in asked.tables],
        "page": reverse(asked.page) if asked.page else "",
    }
