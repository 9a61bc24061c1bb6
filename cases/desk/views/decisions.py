"""Decisions of the regional manager on an aanmelding, each on a page of its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.forms import ActForm
from cases.casepage.shell import fetch_case, step_page
from cases.casepage.views.overview import overview_page
from ekc.pages import form_view

from ..forms.triage import AdviceForm, ScreeningForm, WaitForm, WithdrawForm


@require_GET
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """The page of the case, where the decision stands beside the story of the family."""
    return overview_page(request, fetch_case(request, number, "case.triage", _("het besluit")))


def _decision(request: HttpRequest, number: str, form_class: type[ActForm], **page: Any) -> HttpResponse:
    """One decision on a page of its own, which leads back to all of them."""
    back = f"{reverse('cases:case', args=[number])}#besluit"
    return step_page(request, number, form_class, perm="case.triage", back_url=back, **page)


@form_view
def start_screening(request: HttpRequest, number: str) -> HttpResponse:
    return _decision(
        request,
        number,
        ScreeningForm,
        action="start_screening",
        title=_("In behandeling nemen"),
        text=_("U bespreekt de aanmelding met de aanmelder. De zaak komt op uw naam."),
        submit=_("In behandeling nemen"),
        done=_("U heeft de aanmelding in behandeling."),
    )


@form_view
def let_wait(request: HttpRequest, number: str) -> HttpResponse:
    return _decision(
        request,
        number,
        WaitForm,
        action="let_wait",
        title=_("Laten wachten"),
        text=_(
            "De zaak blijft op de werklijst staan, onder “Wacht op coördinator”. De aanmelder krijgt daar bericht van. "
            "De reden telt mee in de cijfers."
        ),
        submit=_("Laten wachten"),
        done=_("De zaak wacht. U vindt de zaak terug onder “Wacht op coördinator”."),
    )


@form_view
def advise_otherwise(request: HttpRequest, number: str) -> HttpResponse:
    return _decision(
        request,
        number,
        AdviceForm,
        action="advise_otherwise",
        title=_("Anders adviseren"),
        text=_(
            "Er komt geen conferentie. De aanmelder krijgt bericht en leest uw advies. De zaak stopt hier; een nieuwe "
            "aanmelding blijft mogelijk."
        ),
        submit=_("Advies vastleggen"),
        done=_("Het advies is vastgelegd. De zaak is gestopt."),
        danger=True,
    )


@form_view
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    return _decision(
        request,
        number,
        WithdrawForm,
        action="withdraw",
        title=_("Aanmelding intrekken"),
        text=_(
            "Dit doet u als de aanmelder of de familie erom vraagt. De zaak stopt hier, en de aanmelder krijgt bericht."
        ),
        submit=_("Aanmelding intrekken"),
        done=_("De aanmelding is ingetrokken."),
        danger=True,
    )
