"""A later change of an established plan, its versions side by side, and what people said of the plan."""

from functools import partial

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import fetch_case, fetch_row
from cases.models import Case
from ekc.dutch import whole_number
from ekc.pages import NotNow, form_page, form_view

from ..acts.versions import drop_change
from ..forms.changes import ChangeForm, EstablishForms, SettleForm, TaskAnswerForm
from ..models import Agreement, ChangeProposal
from ..queries import open_change
from ..reads.versions import Comparison, versions_of
from ..recipients import candidates_of
from .common import back_to_plan, plan_for


@form_view
def begin(request: HttpRequest, number: str) -> HttpResponse:
    """A next version of an established plan: with by whom and why."""
    case = fetch_case(request, number, "plan.write", _("het plan"))
    form = ChangeForm(request.POST or None, plan=plan_for(case), proposal=_asked_for(request, case))
    return form_page(
        request,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Plan veranderen"),
        text=_("Er komt een nieuwe versie naast. Wat nu geldt, blijft gelden tot de nieuwe is vastgesteld."),
        submit=_("Nieuwe versie maken"),
        to=reverse("plans:write", args=[number]),
        done=_("Er is een nieuwe versie. Verander de afspraken, en stel die daarna onderaan vast."),
        **back_to_plan(case),
    )


def _asked_for(request: HttpRequest, case: Case) -> ChangeProposal | None:
    key = whole_number(request.GET.get("voorstel", ""), digits=9)
    found: ChangeProposal | None = ChangeProposal.objects.filter(case=case, settled_at=None, pk=key).first()
    return found


@form_view
def establish(request: HttpRequest, number: str) -> HttpResponse:
    """The new version holds from now on; who had the one before gets it."""
    case = fetch_case(request, number, "plan.write", _("het plan"))
    plan = plan_for(case)
    version = open_change(plan)
    if version is None:
        raise NotNow(_("Er is geen nieuwe versie om vast te stellen."), to=reverse("plans:plan", args=[number]))
    people = [each for each in candidates_of(case, version) if each.had] if plan.sent_on else []
    forms = EstablishForms(plan, version, people, request.POST if request.method == "POST" else None)
    return form_page(
        request,
        forms,
        save=lambda: forms.save(by=request.user),
        title=_("Nieuwe versie vaststellen"),
        text=_("Wie de vorige versie kreeg, krijgt ook deze. Daarna verandert deze versie niet meer."),
        submit=_("Vaststellen"),
        done=_("De nieuwe versie is vastgesteld."),
        template="plans/establish.html",
        **back_to_plan(case),
    )


@form_view
def drop(request: HttpRequest, number: str) -> HttpResponse:
    """Asks first: what was written in it goes."""
    case = fetch_case(request, number, "plan.write", _("het plan"))
    return form_page(
        request,
        None,
        save=partial(drop_change, plan_for(case), by=request.user),
        title=_("Nieuwe versie weggooien"),
        text=_("Wat er in de nieuwe versie is opgeschreven, gaat weg. Het plan dat er was, geldt nog."),
        submit=_("Weggooien"),
        danger=True,
        done=_("De nieuwe versie is weggegooid. Het plan dat er was, geldt nog."),
        **back_to_plan(case),
    )


@require_GET
def versions(request: HttpRequest, number: str) -> HttpResponse:
    """Each version with the one before it, side by side; the newest change first."""
    case = fetch_case(request, number, "plan.view", _("het plan"))
    found = versions_of(plan_for(case))
    if not found:
        raise Http404
    compared = [Comparison(before, after) for after, before in zip(found, found[1:], strict=False)]
    # Who got it is of the circle, which a professional does not see.
    context = {
        "compared": compared,
        "first": found[-1],
        "names_receivers": rules.has_perm("plan.copy", request.user, case),
        **back_to_plan(case),
    }
    return render(request, "plans/versions.html", context)


@form_view
def task_answer(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Who was not there said yes or no to their task, and not by their link."""
    agreements = Agreement.objects.select_related("version__plan__case")
    agreement = fetch_row(request, agreements, number, "plan.write", _("een afspraak"), pk=pk)
    form = TaskAnswerForm(request.POST or None, agreement=agreement)
    return form_page(
        request,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Ja of nee op een taak"),
        text=agreement.what,
        submit=_("Bewaren"),
        done=_("Het antwoord is bewaard."),
        **back_to_plan(agreement.version.plan.case),
    )


@form_view
def settle(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """What was done with a proposal of the family."""
    proposals = ChangeProposal.objects.select_related("case")
    proposal = fetch_row(request, proposals, number, "plan.write", _("een voorstel over het plan"), pk=pk)
    form = SettleForm(request.POST or None, proposal=proposal)
    return form_page(
        request,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Voorstel van %(name)s afronden") % {"name": proposal.who},
        text=proposal.text,
        submit=_("Bewaren"),
        done=_("Bewaard."),
        **back_to_plan(proposal.case),
    )
