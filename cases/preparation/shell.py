"""What the pages that hang on the Voorbereiding tab share."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page, fetch_case, fetch_row
from cases.models import Case
from ekc.pages import Form


def preparation_url(number: str) -> str:
    return reverse("cases:preparation", args=[number])


def preparing_case(request: HttpRequest, number: str) -> Case:
    return fetch_case(request, number, "circle.change", _("de voorbereiding"))


def preparing_row(request: HttpRequest, model: Any, number: str, pk: int) -> Any:
    """Something that was written down on the tab."""
    rows = model.objects.select_related("case__region")
    return fetch_row(request, rows, number, "circle.change", _("de voorbereiding"), pk=pk)


def preparation_form(request: HttpRequest, case: Case, form: Form, **page: Any) -> HttpResponse:
    """A form that leads back to the tab."""
    return act_page(request, case, form, back_url=preparation_url(case.number), **page)
