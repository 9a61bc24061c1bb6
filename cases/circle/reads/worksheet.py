"""The worksheet of the circle: where to look, what was asked already, and who was found there."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.codes import SearchArea
from cases.models import Case
from cases.queries import circle_of

PROMPTS: Mapping[str, str | Promise] = {
    SearchArea.MOTHERS_SIDE: _("Ouders, broers en zussen van moeder, neven en nichten. Wie zie je op een verjaardag?"),
    SearchArea.FATHERS_SIDE: _("Ook als vader uit beeld is: wie van zijn familie zou dit willen weten?"),
    SearchArea.FRIENDS: _("Wie bel je als het tegenzit? Wie was er vroeger altijd?"),
    SearchArea.SCHOOL: _("Vriendjes en hun ouders, een juf of meester die het kind ziet zitten."),
    SearchArea.SPORT: _("Een trainer, teamgenoten, de muziekles, de buurtvereniging."),
    SearchArea.CHURCH: _("Kerk, moskee, tempel of een vereniging waar mensen elkaar helpen."),
    SearchArea.WORK: _("Collega's van nu en vroeger, een chef die met je meedenkt."),
    SearchArea.NEIGHBOURS: _("Wie heeft de sleutel? En de buren van het vorige huis?"),
    SearchArea.FORMER_HELPERS: _("Een hulpverlener of pleegouder van vroeger die nog weleens belt."),
}


def worksheet_of(case: Case) -> list[dict[str, Any]]:
    """One row per corner, in order. Two queries."""
    rows = {row.area: row for row in case.search_rows.all()}
    found = Counter(circle_of(case).values_list("found_through", flat=True))
    return [
        {
            "label": label,
            "prompt": PROMPTS[area],
            "row": rows.get(area),
            "found": found[area],
            "url": reverse("cases:worksheet_area", args=[case.number, area]),
        }
        for area, label in SearchArea.choices
    ]
