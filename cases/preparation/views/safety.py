"""Signals and contact bans: recorded by the coordinator, decided together with the regional manager."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import fetch_case, fetch_row
from cases.models import Case, ContactBan, SafetySignal
from cases.querysets import undecided
from ekc.access import require
from ekc.dutch import whole_number
from ekc.pages import form_view

from ..forms.safety import BanDecisionForm, BanForm, LiftBanForm, SignalDecisionForm, SignalForm
from ..shell import preparation_form


@require_GET
def new_signals(request: HttpRequest) -> HttpResponse:
    """The worries that came in since a page was opened (`na`, a Unix time) and wait for a decision.

    An open page of a regional manager asks this by itself (`house.js`), so that nobody sits beside a signal without
    seeing it. 204 while there are as many as it shows already (`getoond`).
    """
    require(request, "worklist.view")
    since = whole_number(request.GET.get("na"), digits=10) or 0
    opened = dt.datetime.fromtimestamp(since, tz=dt.UTC)
    theirs = SafetySignal.objects.for_user(request.user).filter(reported_at__gte=opened)
    waiting = theirs.filter(pk__in=undecided())
    number = waiting.count()
    if number == (whole_number(request.GET.get("getoond")) or 0):
        return HttpResponse(status=204)
    return render(request, "includes/news.html", {"number": number, "since": str(since)})


@form_view
def signal_add(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    return preparation_form(
        request,
        case,
        SignalForm(request.POST or None, case=case, user=request.user),
        title=_("Signaal over veiligheid"),
        submit=_("Melden"),
        done=_("Gemeld. De regiomanager krijgt meteen bericht; overleg samen, en leg het besluit vast."),
        text=_(
            "Elke zorg telt, ook een kleine. De regiomanager hoort het meteen. Is er nu gevaar? Bel eerst 112 of "
            "Veilig Thuis."
        ),
    )


@form_view
def signal_decide(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    signal = _row(request, SafetySignal, number, pk, perm="safety.decide")
    return preparation_form(
        request,
        signal.case,
        SignalDecisionForm(request.POST or None, row=signal, user=request.user),
        title=_("Besluit over een signaal"),
        submit=_("Besluit vastleggen"),
        done=_("Het besluit is vastgelegd."),
        text=_("%(about)s (van: %(who)s)") % {"about": signal.about, "who": signal.signalled_by},
    )


@form_view
def ban_add(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    return preparation_form(
        request,
        case,
        BanForm(request.POST or None, case=case, user=request.user),
        title=_("Contactverbod"),
        submit=_("Vastleggen"),
        done=_("Vastgelegd. Zij worden niet samen uitgenodigd zonder besluit met de regiomanager."),
        text=_("Tussen wie mag er geen contact zijn?"),
    )


@form_view
def ban_decide(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    ban = _row(request, ContactBan, number, pk, perm="safety.decide")
    return preparation_form(
        request,
        ban.case,
        BanDecisionForm(request.POST or None, row=ban, user=request.user),
        title=_("Besluit over een contactverbod"),
        submit=_("Besluit vastleggen"),
        done=_("Het besluit is vastgelegd."),
        text=_("Tussen %(name)s en %(other)s.") % {"name": ban.one, "other": ban.other_one},
    )


@form_view
def ban_lift(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    ban = _row(request, ContactBan, number, pk, perm="safety.decide")
    return preparation_form(
        request,
        ban.case,
        LiftBanForm(request.POST or None, row=ban, user=request.user),
        title=_("Contactverbod geldt niet meer"),
        submit=_("Vastleggen"),
        done=_("Vastgelegd."),
        text=_("Tussen %(name)s en %(other)s.") % {"name": ban.one, "other": ban.other_one},
    )


def _case(request: HttpRequest, number: str) -> Case:
    return fetch_case(request, number, "safety.record", _("de veiligheid"))


def _row(request: HttpRequest, model: Any, number: str, pk: int, *, perm: str) -> Any:
    rows = model.objects.select_related("case__region", "case__manager")
    return fetch_row(request, rows, number, perm, _("de veiligheid"), pk=pk)
