"""The response at this moment: what was handed out and what came back, per programme and form."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from cases.models import FundingProgramme
from ekc.figures import percentage

from ..codes import Form
from ..models import HandedOut, Response, WaitingAnswer


@dataclass(frozen=True)
class Row:
    programme: str
    form: str
    handed_out: int
    returned: int

    @property
    def percentage(self) -> int | None:
        return percentage(self.returned, self.handed_out)


def response_now() -> list[Row]:
    """Every programme with what was handed out in it, whether its cases are registered or not; what waits is back."""
    given: Counter[tuple[Any, str]] = Counter()
    for programme, form, number in _grouped(HandedOut.objects, "case__programme", "form", Sum("number")):
        given[programme, form] += number
    back: Counter[tuple[Any, str]] = Counter()
    for programme, form, number in _grouped(Response.objects, "programme", "form", Count("pk")):
        back[programme, form] += number
    for programme, form, number in _grouped(WaitingAnswer.objects, "programme", "questionnaire__form", Count("pk")):
        back[programme, form] += number
    names = dict(FundingProgramme.objects.values_list("pk", "name"))
    order = [*names, None]
    return [
        Row(names.get(programme, ""), str(Form(form).label), given[programme, form], back[programme, form])
        for programme in order
        for form in Form.values
        if given[programme, form] or back[programme, form]
    ]


def _grouped(rows: Any, programme: str, form: str, number: Any) -> "QuerySet[Any, Any]":
    found: QuerySet[Any, Any] = rows.order_by().values_list(programme, form).annotate(number=number)
    return found
