"""Aanmelden behind the desk: what a regional manager writes down on the phone."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from cases.codes import ReferrerKind
from cases.models import Offer, ReferralDraft
from ekc.access import require
from ekc.once.acts import Outcome, once
from ekc.once.answer import note_taken
from ekc.pages import form_view, go_on

from ..acts.drafts import ChangedElsewhere, new_sheet, parts_of, save_parts, start_draft
from ..acts.referral import Referred
from ..forms.rows import RowAct, row_act, with_row
from ..forms.sending import SendForm
from ..forms.third_person import third_person
from ..reads.answers import Answers
from ..reads.step_page import StepPage
from .drafts import held_draft, municipality_names, sheet_of
from .sending import send
from .start import offer_of

# --- by telephone ---------------------------------------------------------------------------------


@form_view
def desk(request: HttpRequest) -> HttpResponse:
    """Who calls, and the calls that were broken off."""
    require(request, "referral.by_telephone")
    offer = offer_of(request)
    kind = request.POST.get("kind", "")
    if kind in ReferrerKind.values:
        return go_on(request, once(request, lambda: _begin(request, kind, offer)))
    drafts = ReferralDraft.objects.for_user(request.user).still_open()
    return render(request, "cases/referral/office/start.html", {"drafts": drafts, "offer": offer})


def _begin(request: HttpRequest, kind: str, offer: Offer | None) -> Outcome:
    draft = start_draft(kind, by=request.user, is_by_phone=True, offer=offer)
    return Outcome(reverse("cases:referral_phone", args=[draft.key]))


@sensitive_post_parameters()
@never_cache
@form_view
def phone(request: HttpRequest, key: UUID) -> HttpResponse:
    """The same questions on one page, in the order of a talk; what is not known is left open."""
    require(request, "referral.by_telephone")
    draft = held_draft(request, key)
    if draft is None or not draft.is_by_phone:
        raise Http404
    if draft.case is not None:
        return redirect(draft.case.get_absolute_url())
    form = SendForm(request.POST or None)
    answers = _phone_answers(draft)
    if request.method == "POST":
        pages = [answers.page(each, request.POST) for each in answers.steps]
        try:
            save_parts(draft, {page.step.slug: page.typed(request.POST) for page in pages}, sheet=sheet_of(request))
        except ChangedElsewhere:
            if "autosave" in request.POST:
                return HttpResponse(status=409)
            return _draw_call(request, draft, form, [page.leave_unjudged() for page in pages], is_elsewhere=True)
        if act := row_act(request.POST):
            note_taken(request)
            return _change_rows(draft, pages, request.POST, act)
        if "later" in request.POST:
            note_taken(request)
            messages.success(request, _("De aanmelding is bewaard. U vindt die terug bij Nieuwe aanmelding."))
            return redirect("cases:referral_desk")
        answers = _phone_answers(draft)
        if "autosave" in request.POST:
            return HttpResponse(status=204)
        is_ready = form.is_valid() and not answers.incomplete
        if is_ready and (sent := send(request, form, draft, answers, then=_tell_the_desk)):
            return sent
        pages = list(answers.pages())
    else:
        pages = [answers.page(each) for each in answers.steps]
    return _draw_call(request, draft, form, pages)


def _tell_the_desk(_request: HttpRequest, _draft: ReferralDraft, referred: Referred) -> Outcome:
    said = _("De aanmelding is opgeslagen. Het nummer is %(number)s.") % vars(referred.case)
    return Outcome(referred.case.get_absolute_url(), said)


def _draw_call(
    request: HttpRequest, draft: ReferralDraft, form: SendForm, pages: list[StepPage], *, is_elsewhere: bool = False
) -> HttpResponse:
    context = {
        "draft": draft,
        "form": form,
        "pages": pages,
        "is_wrong": any(page.errors for page in pages),
        "is_elsewhere": is_elsewhere,
        "sheet": new_sheet(draft, pages[0].step.slug),
        "kind": third_person(ReferrerKind(draft.kind).label),
        "municipalities": municipality_names(request),
    }
    return render(request, "cases/referral/office/phone.html", context)


def _phone_answers(draft: ReferralDraft) -> Answers:
    return Answers(draft.kind, parts_of(draft), by=draft.user, on_the_phone=True)


def _change_rows(draft: ReferralDraft, pages: list[StepPage], data: QueryDict, act: RowAct) -> HttpResponse:
    """One person more or less; the page comes back at the list."""
    changed = next(page for page in pages if page.step.prefix == act.prefix)
    save_parts(draft, {changed.step.slug: changed.typed(with_row(data, act))})
    return redirect(reverse("cases:referral_phone", args=[draft.key]) + f"#{changed.step.slug}")
