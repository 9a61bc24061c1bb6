"""Reading an aanmelding over, sending it, and what became of it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cases.codes import ReferrerKind
from cases.models import ReferralDraft
from ekc.accounts.models import Region
from ekc.audit.acts import record_read
from ekc.audit.codes import ReadAction
from ekc.documents.files import attachment
from ekc.documents.pdf import render_pdf
from ekc.form_group import leave_unjudged
from ekc.languages import is_switching, speaks_languages
from ekc.once.acts import Outcome, once
from ekc.pages import form_view, go_on
from ekc.ratelimit import too_often
from ekc.refusal import Refusal, say_refusal

from ..acts.drafts import (
    send_draft,
)
from ..acts.referral import Referred
from ..forms.sending import SendForm
from ..reads.answers import Answers
from ..reads.steps import CHECK
from .drafts import answers_of, held_draft, referrer_of, step_url
from .pausing import ask_code

RECEIVED = "referral_received"


MOST_SENT_AN_HOUR = 20


FASTEST_SECONDS = 10
"""Nobody reads and answers ten pages in less: the time trap for programs."""


COPY_IN_LOG = "eigen kopie van de aanmelding"
"""For the read log, which speaks Dutch whatever the reader speaks."""


@login_not_required
@never_cache
@speaks_languages
@form_view
def check(request: HttpRequest, key: UUID) -> HttpResponse:
    """Everything on one page, each answer with a way to change it; then it is sent, once."""
    draft = held_draft(request, key)
    if draft is None:
        return ask_code(request, key, CHECK)
    if draft.is_sent:
        return redirect("cases:referral_received", key=key)
    answers = answers_of(request, draft)
    form = SendForm(request.POST or None)
    status = 200
    if is_switching(request):
        leave_unjudged(form)
    elif request.method == "POST" and form.is_valid() and not answers.incomplete:
        status = _hold_off_programs(request, form, draft)
        if not form.errors and (sent := send(request, form, draft, answers, then=_tell_the_referrer)):
            return sent
    context = {
        "draft": draft,
        "form": form,
        "answers": answers,
        "summary": answers.summary(),
        "incomplete": answers.incomplete,
        "number": answers.total,
        "is_unkept": not answers.incomplete and _is_unkept(answers.region.pk),
        "back_url": step_url(draft, answers.steps[-1].slug),
    }
    return render(request, "cases/referral/check.html", context, status=status)


def _hold_off_programs(request: HttpRequest, form: SendForm, draft: ReferralDraft) -> int:
    """Honeypot, time trap and rate, for who is not signed in. A person who walks into one is told the way out."""
    if request.user.is_authenticated:
        return 200
    if too_often(request, "referral-send", limit=MOST_SENT_AN_HOUR, seconds=3600):
        form.add_error(
            None, _("Er zijn net heel veel aanmeldingen gedaan. Wacht een uur, of bel ons. Er is niets kwijt.")
        )
        return 429
    if form.cleaned_data.get("website"):
        form.add_error(None, _("Dit lijkt door een programma ingevuld. Verstuur het nog een keer, of bel ons."))
        form.forget_website()
    elif (timezone.now() - draft.created_at).total_seconds() < FASTEST_SECONDS:
        form.add_error(None, _("Dat ging heel snel. Kijk alles nog eens na, en verstuur het dan weer."))
    return 200


def send(
    request: HttpRequest,
    form: Any,
    draft: ReferralDraft,
    answers: Answers,
    *,
    then: Callable[[HttpRequest, ReferralDraft, Referred], Outcome],
) -> HttpResponse | None:
    """Send it, once: the number of the form is the key of the draft. None when it was refused, with why on the form."""
    try:
        act = partial(send_draft, draft, answers.to_data(), by=referrer_of(request))
        return go_on(request, once(request, lambda: then(request, draft, act())))
    except Refusal as refusal:
        say_refusal(form, refusal)
        return None


def _tell_the_referrer(request: HttpRequest, draft: ReferralDraft, referred: Referred) -> Outcome:
    _note(request, draft, referred)
    return Outcome(reverse("cases:referral_received", args=[draft.key]))


def _note(request: HttpRequest, draft: ReferralDraft, referred: Referred) -> None:
    """What the last page may say. It knows a number and no person, and stays when the draft is gone."""
    case, user = referred.case, request.user
    notes = request.session.get(RECEIVED, {})
    notes[str(draft.key)] = {
        "number": case.number,
        "region": case.region_id,
        "is_urgent": case.is_urgent,
        "is_professional": draft.kind == ReferrerKind.PROFESSIONAL,
        "frame_needed": case.needs_frame,
        "has_account": user.is_authenticated,
    }
    request.session[RECEIVED] = notes


@login_not_required
@never_cache
@speaks_languages
@require_GET
def received(request: HttpRequest, key: UUID) -> HttpResponse:
    """What happens next."""
    note = request.session.get(RECEIVED, {}).get(str(key))
    draft = held_draft(request, key)
    if note is None:
        if draft is None or draft.case is None:
            return redirect("cases:referral_resume", key=key)
        # Another of five presses at once made the case, and its note is in no session.
        _note(request, draft, Referred(draft.case, is_new=False))
        note = request.session[RECEIVED][str(key)]
    has_copy = draft is not None and draft.is_sent and draft.expires_at > timezone.now()
    context = {**note, "key": key, "has_copy": has_copy, "is_unkept": _is_unkept(note.get("region"))}
    return render(request, "cases/referral/received.html", context)


def _is_unkept(region: int | None) -> bool:
    """Whether a regional manager has to be found first: then the page promises no call within two days."""
    return Region.objects.unkept().filter(pk=region).exists()


@login_not_required
@never_cache
@speaks_languages
@require_GET
def copy(request: HttpRequest, key: UUID) -> HttpResponse:
    """The referrer's own copy as PDF: for the same browser, and only for an hour."""
    draft = held_draft(request, key)
    if draft is None or draft.case is None or draft.expires_at <= timezone.now():
        return redirect("cases:referral_resume", key=key)
    record_read(request, case_number=draft.case.number, what=COPY_IN_LOG, action=ReadAction.EXPORT)
    answers = answers_of(request, draft)
    context = {"number": draft.case.number, "sent_at": draft.saved_at, "summary": answers.summary(for_copy=True)}
    content = render_pdf(
        "cases/referral/print/copy.html", context, title=_("Jouw aanmelding"), language=get_language() or "nl"
    )
    return attachment(content, f"{draft.case.number}.pdf")
