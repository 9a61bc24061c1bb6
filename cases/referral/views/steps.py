"""Aanmelden page by page."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from cases.models import ReferralDraft
from ekc.languages import is_switching, speaks_languages
from ekc.letting_go import LEAVE, let_go
from ekc.once.answer import note_taken
from ekc.pages import form_view
from ekc.refusal import Refusal

from ..acts.drafts import ChangedElsewhere, new_sheet, save_parts
from ..forms.rows import row_act, with_row
from ..reads.answers import Answers
from ..reads.step_page import StepPage
from ..reads.steps import STEPS
from ..reads.summary import Group
from .drafts import answers_of, code_in_words, held_draft, is_too_long, municipality_names, sheet_of, step_url
from .pausing import ask_code


@login_not_required
@sensitive_post_parameters()
@never_cache
@speaks_languages
@form_view
def step(request: HttpRequest, key: UUID, step: str) -> HttpResponse:
    """One page. Whatever is typed on it is kept first, right or wrong, and only then judged."""
    response = _step(request, key, step)
    if LEAVE in request.POST:
        let_go(request)
    return response


def _step(request: HttpRequest, key: UUID, step: str) -> HttpResponse:
    draft = held_draft(request, key)
    if draft is None:
        return ask_code(request, key, step)
    if draft.is_sent:
        return redirect("cases:referral_received", key=key)
    answers = answers_of(request, draft)
    found = answers.step(step)
    if found is None:
        if step not in (each.slug for each in STEPS[draft.kind]):
            raise Http404
        return redirect("cases:referral_check", key=key)  # without consent there is no such page
    if request.method == "GET":
        return _draw(request, draft, answers, answers.page(found))
    page = answers.page(found, request.POST)
    if is_too_long(page, request.POST):
        return _draw(request, draft, answers, page, status=413)
    return _save_page(request, draft, answers, page)


def _save_page(request: HttpRequest, draft: ReferralDraft, answers: Answers, page: StepPage) -> HttpResponse:
    is_autosave = "autosave" in request.POST
    try:
        save_parts(draft, {page.step.slug: page.typed(request.POST)}, sheet=sheet_of(request))
    except ChangedElsewhere:
        if is_autosave:
            return HttpResponse(status=409)
        return _draw(request, draft, answers, page.leave_unjudged(), elsewhere=answers.groups_of(page.step.slug))
    except Refusal:
        # Another tab sent it, or threw it away, at this very moment.
        return redirect("cases:referral_received", key=draft.key)
    if is_autosave:
        return HttpResponse(status=204)
    answer = _after_saving(request, draft, page)
    if answer.status_code == 302:
        note_taken(request)
    return answer


def _after_saving(request: HttpRequest, draft: ReferralDraft, page: StepPage) -> HttpResponse:
    """Where the button that was pressed leads to; a page with a mistake stays."""
    here = step_url(draft, page.step.slug, from_check="terug" in request.POST)
    if act := row_act(request.POST):
        save_parts(draft, {page.step.slug: page.typed(with_row(request.POST, act))})
        return redirect(here + (f"#kaart-{page.next_row}" if act.gone is None else ""))
    if is_switching(request):
        return redirect(here)
    if "pauze" in request.POST:
        return redirect("cases:referral_pause", key=draft.key)
    answers = answers_of(request, draft)
    if not page.is_valid:
        return _draw(request, draft, answers, page)
    _before, after = answers.neighbours(page.step)
    if "terug" in request.POST or not after:
        return redirect("cases:referral_check", key=draft.key)
    return redirect(step_url(draft, after))


def _draw(
    request: HttpRequest,
    draft: ReferralDraft,
    answers: Answers,
    page: StepPage,
    *,
    status: int = 200,
    elsewhere: list[Group] | None = None,
) -> HttpResponse:
    before, _after = answers.neighbours(page.step)
    is_from_check = "terug" in request.GET or "terug" in request.POST
    context = {
        "draft": draft,
        "page": page,
        "form": page,
        "number": answers.number_of(page.step),
        "total": answers.total,
        "back_url": _back_url(draft, before, is_from_check),
        "is_from_check": is_from_check,
        "is_too_long": status == 413,
        "is_elsewhere": elsewhere is not None,
        "elsewhere": elsewhere,
        "sheet": new_sheet(draft, page.step.slug),
        "code": code_in_words(draft) if draft.user_id is None else "",
        "municipalities": municipality_names(request),
    }
    return render(request, "cases/referral/step.html", context, status=status)


def _back_url(draft: ReferralDraft, before: str, is_from_check: bool) -> str:
    if is_from_check:
        return reverse("cases:referral_check", args=[draft.key])
    return step_url(draft, before) if before else reverse("cases:referral")
