"""The part-3 screen: the plan is written down while the family presents it, agreement by agreement."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.casepage.shell import fetch_case, fetch_row
from cases.models import Case
from ekc.once.acts import Outcome
from ekc.once.answer import by_script, way_back_from
from ekc.once.taking_back import TakeBack, copy_of
from ekc.pages import form_page, form_view, go_on, pressed, tried

from ..acts.agreements import join_agreements
from ..forms.agreements import AgreementForm, AgreementTapForm, HelpAnswerForm, SplitForm
from ..models import Agreement, PlanVersion
from ..reads.writing import WritingPage
from .common import back_to_plan, version_for

STAY = ("questions", "bottom_lines")
"""What stays chosen for the next agreement: the family goes through its plan question by question."""


@form_view
def write(request: HttpRequest, number: str) -> HttpResponse:
    """The page. A POST is one agreement, or a tap in the list: from `plan.js` the list comes back, else the page, ready
    for the next one."""
    case = fetch_case(request, number, "plan.write", _("het plan"))
    version = version_for(case)
    if "tap" in request.POST:
        return _tap(request, version)
    chosen = {name: request.GET.getlist(name) for name in STAY if name in request.GET}
    form = AgreementForm(request.POST or None, version=version, initial=chosen)
    if request.method != "POST":
        return _page(request, version, form)
    outcome, refusal = tried(request, form, lambda: _added(request, form))
    if by_script(request):
        return _list(request, version, refusal=refusal, way_back=way_back_from(request, outcome))
    if outcome is not None:
        return go_on(request, outcome)
    if not form.errors:
        form.add_error(None, refusal)
    return _page(request, version, form)


def _added(request: HttpRequest, form: AgreementForm) -> Outcome:
    agreement = form.save(by=request.user)
    kept = {name: [row.pk for row in form.cleaned_data.get(name) or ()] for name in STAY}
    here = f"{_url(form.case)}?{urlencode(kept, doseq=True)}"
    said = _("Staat in het plan: %(agreement)s") % {"agreement": str(agreement)[:120]}
    return Outcome(here, said, way_back=TakeBack("rows", {"before": [], "after": copy_of([agreement])}))


def _tap(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    """One agreement up, down or out of the plan."""
    form = AgreementTapForm(request.POST, version=version)
    outcome, refusal = tried(request, form, lambda: _tapped(request, form))
    if by_script(request):
        return _list(request, version, refusal=refusal, way_back=way_back_from(request, outcome))
    if outcome is not None:
        return go_on(request, outcome)
    messages.error(request, refusal)
    return redirect(_url(version.plan.case))


def _tapped(request: HttpRequest, form: AgreementTapForm) -> Outcome:
    """What is taken out can be put back; who moves one down can move it up again."""
    here = _url(form.version.plan.case)
    before = copy_of([form.agreement]) if form.takes_out else []
    form.save(by=request.user)
    if not form.takes_out:
        return Outcome(here, _("Verplaatst."))
    way_back = TakeBack("rows", {"before": before, "after": []})
    return Outcome(here, _("De afspraak is uit het plan gehaald."), way_back=way_back)


def _page(request: HttpRequest, version: PlanVersion, form: AgreementForm) -> HttpResponse:
    case = version.plan.case
    shown = {"form": form, "page": WritingPage(version), "refusal": "", "way_back": None}
    return render(request, "plans/write.html", {"write_url": _url(case), **shown, **back_to_plan(case)})


def _list(
    request: HttpRequest, version: PlanVersion, *, refusal: str = "", way_back: UUID | None = None
) -> HttpResponse:
    case = version.plan.case
    shown = {"page": WritingPage(version), "refusal": refusal, "way_back": way_back}
    return render(request, "plans/includes/written.html", {"case": case, "write_url": _url(case), **shown})


def _url(case: Case) -> str:
    return reverse("plans:write", args=[case.number])


# --- one agreement


def _agreement(request: HttpRequest, number: str, pk: int) -> Agreement:
    agreements = Agreement.objects.select_related("version__plan__case")
    found: Agreement = fetch_row(request, agreements, number, "plan.write", _("een afspraak"), pk=pk)
    return found


@form_view
def edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Change one agreement; split it, or join it with the next."""
    agreement = _agreement(request, number, pk)
    case = agreement.version.plan.case
    form = AgreementForm(request.POST or None, instance=agreement, version=agreement.version)
    last = agreement.version.agreements.last()
    return form_page(
        request,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Afspraak veranderen"),
        submit=_("Bewaren"),
        done=_("De afspraak is veranderd."),
        template="plans/agreement_form.html",
        agreement=agreement,
        may_join=last is not None and last.pk != agreement.pk,
        **_back_to_writing(case),
    )


@form_view
def split(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Make two of one."""
    agreement = _agreement(request, number, pk)
    form = SplitForm(request.POST or None, agreement=agreement)
    return form_page(
        request,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Twee afspraken van maken"),
        text=_("Allebei houden ze dezelfde mensen, plek en tijd. Die kun je daarna apart veranderen."),
        submit=_("Splitsen"),
        done=_("Het zijn nu twee afspraken."),
        **_back_to_writing(agreement.version.plan.case),
    )


@require_POST
def join(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Make one of this agreement and the one below it."""
    agreement = _agreement(request, number, pk)
    return pressed(
        request,
        partial(join_agreements, agreement, by=request.user),
        done=_("Het is nu één afspraak."),
        to=_url(agreement.version.plan.case),
        rows=lambda: _both(agreement),
    )


def _both(agreement: Agreement) -> list[Agreement]:
    """The agreement and the one below it, as long as that is there."""
    rows = list(agreement.version.agreements.all())
    place = rows.index(agreement)
    return rows[place : place + 2]


@form_view
def help_answer(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """What a service answered to what the family asks of it."""
    agreement = _agreement(request, number, pk)
    case = agreement.version.plan.case
    form = HelpAnswerForm(request.POST or None, instance=agreement.answered, agreement=agreement)
    return form_page(
        request,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Wat is er geantwoord?"),
        text=agreement.what,
        submit=_("Bewaren"),
        done=_("Het antwoord staat bij de afspraak."),
        **back_to_plan(case),
    )


def _back_to_writing(case: Case) -> dict[str, Any]:
    return {"back_url": _url(case), "back_label": _("Plan opschrijven"), "case": case}
