"""Leaving an aanmelding, coming back to it, and throwing it away."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from cases.models import ReferralDraft
from ekc.form_group import leave_unjudged
from ekc.languages import is_switching, speaks_languages
from ekc.links import closed_page, look_up, refused_to, withdraw_link
from ekc.pages import form_page, form_view, pressed
from ekc.ratelimit import too_often
from ekc.refusal import Refusal

from ..acts.drafts import check_code, mail_link, parts_of, save_parts, throw_away
from ..forms.sending import PauseForm, ResumeForm
from .drafts import _may_hold, code_in_words, first_unfinished, held_draft, hold, is_too_long, page_of, step_url

MOST_CODES_AN_HOUR = 10


MOST_LINKS_AN_HOUR = 10


KEPT = "kept-"


@login_not_required
@never_cache
@speaks_languages
@form_view
def pause(request: HttpRequest, key: UUID) -> HttpResponse:
    """The code to write down, and the link by mail. Neither opens anything without the other."""
    draft = held_draft(request, key)
    if draft is None or draft.is_sent:
        return redirect("cases:referral_resume", key=key)
    typed = parts_of(draft).get("bereik", {}).get("email", [""])
    form = PauseForm(request.POST or None, initial={"email": typed[0] if typed else ""})
    return form_page(
        request,
        form,
        save=lambda: _mail_link(request, draft, form.cleaned_data["email"]),
        done=_("We hebben de link gemaild. Bewaar je code."),
        to=request.path,
        back_url=first_unfinished(request, draft),
        template="cases/referral/pause.html",
        draft=draft,
        code=code_in_words(draft),
        has_account=draft.user_id is not None,
        switch_form="" if draft.user_id is not None else "pauze",
        has_link=bool(draft.token_hash) and draft.withdrawn_at is None,
    )


@login_not_required
@speaks_languages
@require_POST
def end_link(request: HttpRequest, key: UUID) -> HttpResponse:
    """The link that was mailed opens nothing any more, such as when it went to a wrong address."""
    draft = held_draft(request, key)
    if draft is None or draft.is_sent:
        return redirect("cases:referral_resume", key=key)
    done = _("De link is ingetrokken. Je antwoorden zijn bewaard.")
    return pressed(request, lambda: withdraw_link(draft), done=done, to=reverse("cases:referral_pause", args=[key]))


def _mail_link(request: HttpRequest, draft: ReferralDraft, to: str) -> None:
    if too_often(request, "referral-link", limit=MOST_LINKS_AN_HOUR, seconds=3600):
        raise Refusal(_("We hebben net heel veel mails gestuurd. Wacht een uur, of bel ons."))
    mail_link(draft, to=to)


@login_not_required
@never_cache
@speaks_languages
@require_safe
def mailed_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a mail leads to the page that asks for the code; a newer mail ends it."""
    found = look_up(ReferralDraft, token)
    if found.closed:
        return closed_page(request, found, template="cases/referral/gone.html")
    return redirect("cases:referral_resume", key=found.row.key)


@login_not_required
@sensitive_post_parameters()
@never_cache
@speaks_languages
@form_view
def resume(request: HttpRequest, key: UUID) -> HttpResponse:
    """Back by link and code, in any browser. What was sent in a session that was over is carried along and kept."""
    draft = ReferralDraft.objects.still_open().select_related("user").filter(key=key).first()
    if draft is None or refused_to(draft):
        return render(request, "cases/referral/gone.html", {"why": "", "closed": ""}, status=410)
    if draft.user_id is not None and not _may_hold(request, draft):
        return redirect_to_login(reverse("cases:referral_resume", args=[key]))
    if held_draft(request, key) is not None:
        return redirect(first_unfinished(request, draft))
    form = ResumeForm(request.POST or None)
    if is_switching(request):
        leave_unjudged(form)
    elif request.method == "POST" and form.is_valid() and _opens(request, form, draft):
        hold(request, draft)
        return redirect(_keep_carried(request, draft) or first_unfinished(request, draft))
    carried = [(name, value) for name, values in request.POST.lists() if name.startswith(KEPT) for value in values]
    return render(request, "cases/referral/resume.html", {"form": form, "carried": carried, "key": key})


def _opens(request: HttpRequest, form: ResumeForm, draft: ReferralDraft) -> bool:
    if too_often(request, "referral-code", limit=MOST_CODES_AN_HOUR, seconds=3600):
        form.add_error("code", _("Je hebt het te vaak geprobeerd. Wacht een uur, of bel ons. Er is niets kwijt."))
        return False
    try:
        if check_code(draft, form.cleaned_data["code"]):
            return True
        form.add_error("code", _("Deze code hoort niet bij deze link. Kijk de cijfers na."))
    except Refusal as refusal:
        form.add_error("code", refusal.reason)
    return False


def ask_code(request: HttpRequest, key: UUID, slug: str) -> HttpResponse:
    """The session is over, or this is another browser: ask the code, and keep what was just sent in the page."""
    draft = ReferralDraft.objects.still_open().filter(key=key).first()
    if "autosave" in request.POST and draft is not None:
        return HttpResponse(status=403)
    if (
        request.method == "POST"
        and draft is not None
        and draft.user_id is not None
        and not request.user.is_authenticated
    ):
        # Signed out meanwhile: what was typed waits on this very page (`keep.js`).
        messages.info(request, _("U was niet meer ingelogd. Log weer in: wat u schreef staat er dan nog."))
        return redirect_to_login(request.get_full_path())
    if request.method == "GET" or draft is None or draft.user_id is not None:
        return redirect("cases:referral_resume", key=key)
    page = page_of(draft, slug, request.POST)
    typed = page.typed(request.POST) if page else {}
    carried = [(KEPT + name, value) for name, values in typed.items() for value in values]
    context = {"form": ResumeForm(), "carried": [(f"{KEPT}step", slug), *carried], "key": key}
    return render(request, "cases/referral/resume.html", context)


def _keep_carried(request: HttpRequest, draft: ReferralDraft) -> str:
    """Save the page that was sent when the session was over; returns its address, or nothing."""
    data = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        if name.startswith(KEPT):
            data.setlist(name.removeprefix(KEPT), values)
    slug = data.get("step", "")
    page = page_of(draft, slug, data)
    if page is None or is_too_long(page, data):
        return ""
    save_parts(draft, {slug: page.typed(data)})
    return step_url(draft, slug)


@login_not_required
@speaks_languages
@require_POST
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Nothing of it stays; only for who holds the draft."""
    draft = held_draft(request, key)
    if draft is None or draft.is_sent:
        return redirect("cases:referral")
    return pressed(request, lambda: throw_away(draft), done=_("Je antwoorden zijn gewist."), to="cases:referral")
