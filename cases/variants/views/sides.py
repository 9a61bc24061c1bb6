"""Both sides of a herstelconferentie: who they are, what was asked first, and whether they want to meet."""

from typing import Any

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import act_page, case_page, fetch_case, fetch_row
from cases.codes import PartyKind, Variant
from cases.models import Case, Party, PartyMember
from cases.workflow import MAY_END_IN_ACTIVATION_STATES
from ekc.pages import form_view

from ..forms.sides import ResponsibilityForm, SideAgreementForm
from ..reads.sides import cards_of, standing_of, without_a_side


@require_GET
def sides(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "circle.view", _("de kanten"))
    if case.variant != Variant.RESTORATIVE:
        raise Http404
    standing = standing_of(case)
    context = {
        **case_page(request, case, with_step=False),
        "cards": cards_of(standing.sides),
        "unasked": standing.unasked,
        "without_a_side": without_a_side(case),
        "may_write": rules.has_perm("circle.change", request.user, case),
        "back_url": reverse("cases:preparation", args=[number]),
    }
    return render(request, "cases/variants/sides.html", context)


def _of_side(request: HttpRequest, case: Case, form: Any, **page: Any) -> HttpResponse:
    url = reverse("cases:sides", args=[case.number])
    return act_page(request, case, form, back_url=url, submit=_("Vastleggen"), **page)


@form_view
def responsibility(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    rows = PartyMember.objects.select_related("party__case__region", "person", "main_person").filter(
        is_central=True, party__kind=PartyKind.OFFENDER
    )
    member: PartyMember = fetch_row(request, rows, number, "circle.change", _("de verantwoordelijkheid"), pk=pk)
    case = member.party.case
    return _of_side(
        request,
        case,
        ResponsibilityForm(request.POST or None, case=case, user=request.user, member=member),
        title=_("Verantwoordelijkheid: %(name)s") % {"name": member},
        text=_("Wie geen verantwoordelijkheid neemt, doet niet mee, en de mensen om die persoon heen ook niet."),
        done=_what_became_of,
        to=reverse("cases:sides", args=[number]),
    )


def _what_became_of(member: PartyMember) -> str:
    who = {"name": member}
    if not member.denies:
        return _("Vastgelegd: %(name)s neemt verantwoordelijkheid.") % who
    if Case.objects.filter(pk=member.party.case_id, state__in=MAY_END_IN_ACTIVATION_STATES).exists():
        return _("Vastgelegd: %(name)s doet niet mee. De aanmelder en de regiomanager horen het.") % who
    return _("Niemand die het deed, neemt verantwoordelijkheid. De voorbereiding is gestopt; de aanmelder hoort het.")


@form_view
def agreement(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    rows = Party.objects.select_related("case__region").exclude(kind=PartyKind.GROUP)
    party: Party = fetch_row(request, rows, number, "circle.change", _("het antwoord van een kant"), pk=pk)
    return _of_side(
        request,
        party.case,
        SideAgreementForm(request.POST or None, case=party.case, user=request.user, party=party),
        title=_("Wil deze kant de ander ontmoeten?"),
        text=str(party),
        done=_("Vastgelegd."),
        to=reverse("cases:sides", args=[number]),
    )
