"""Aanmelden page by page, without an account; and what became of one's own aanmeldingen."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from cases.codes import Applicant
from cases.models import Offer, ReferralDraft
from ekc.access import require
from ekc.accounts.models import Municipality, User
from ekc.audit.codes import ReadAction
from ekc.audit.domain import record_read
from ekc.documents.pdf import render_pdf
from ekc.dutch import whole_number
from ekc.languages import asked_language, remember_language, speaks_languages
from ekc.pages import form_page, form_view, pressed
from ekc.ratelimit import too_often
from ekc.refusal import Refusal

from ..acts.drafts import (
    ChangedElsewhere,
    Sheet,
    check_code,
    code_of,
    mail_link,
    new_sheet,
    parts_of,
    save_parts,
    send_draft,
    start_draft,
    throw_away,
)
from ..acts.referral import Referred
from ..forms.referral import PauseForm, ResumeForm, SendForm
from ..forms.rows import row_act, with_row
from ..reads.answers import MOST_SIGNS, Answers, Group, StepPage
from ..reads.steps import CHECK, STEPS

HELD = "referral_drafts"
RECEIVED = "referral_received"
MOST_HELD = 10
MOST_STARTED_AN_HOUR = 30
"""Of one address: a shelter or an office has one for all who sit there."""
MOST_SENT_AN_HOUR = 20
MOST_CODES_AN_HOUR = 10
MOST_LINKS_AN_HOUR = 10
FASTEST_SECONDS = 10
"""Nobody reads and answers ten pages in less: the time trap for programs."""
KEPT = "kept-"
COPY_IN_LOG = "eigen kopie van de aanmelding"
"""For the read log, which speaks Dutch whatever the reader speaks."""


# --- beginning ---------------------------------------------------------------------------------


@login_not_required
@speaks_languages
@form_view
def start(request: HttpRequest) -> HttpResponse:
    """For whom is it? A professional with an account is not asked; a regional manager has somebody on the phone."""
    by = applicant_of(request)
    offer = offer_of(request)
    if by is not None and by.is_regional_manager:
        return redirect(reverse("cases:referral_desk") + (f"?offer={offer.pk}" if offer else ""))
    if language := asked_language(request):
        return remember_language(redirect("cases:referral"), language)
    error = ""
    kind = request.POST.get("kind", "")
    if request.method == "POST" and kind in Applicant.values:
        if by is None and too_often(request, "referral-start", limit=MOST_STARTED_AN_HOUR, seconds=3600):
            error = _("Er zijn hier net heel veel aanmeldingen begonnen. Wacht een uur, of bel ons.")
        else:
            return _begin(request, kind, by, offer)
    drafts = _own_drafts(request)
    kinds = [Applicant.PROFESSIONAL] if by and by.is_professional else list(Applicant)
    context = {"drafts": drafts, "kinds": kinds, "error": error, "offer": offer}
    return render(request, "cases/referral/start.html", context, status=429 if error else 200)


def offer_of(request: HttpRequest) -> Offer | None:
    """The offer that this aanmelding comes of, when the list of offers led here and nothing came of it yet."""
    asked = whole_number(request.GET.get("offer"), digits=9)
    if asked is None or not request.user.is_authenticated:
        return None
    found: Offer | None = Offer.objects.for_user(request.user).filter(pk=asked, case=None).first()
    return found


def _begin(request: HttpRequest, kind: str, by: User | None, offer: Offer | None) -> HttpResponse:
    if by is not None and by.is_professional:
        kind = Applicant.PROFESSIONAL
    draft = start_draft(kind, by=by, offer=offer)
    _hold(request, draft)
    first = Answers(kind, {}, by=by).steps[0]
    return redirect("cases:referral_step", key=draft.key, step=first.slug)


# --- page by page ---------------------------------------------------------------------------------


@login_not_required
@sensitive_post_parameters()
@never_cache
@speaks_languages
@form_view
def step(request: HttpRequest, key: UUID, step: str) -> HttpResponse:
    """One page. Whatever is typed on it is kept first, right or wrong, and only then judged."""
    draft = held_draft(request, key)
    if draft is None:
        return _ask_code(request, key, step)
    if draft.is_sent:
        return redirect("cases:referral_received", key=key)
    answers = _answers(request, draft)
    found = answers.step(step)
    if found is None:
        if step not in (each.slug for each in STEPS[draft.kind]):
            raise Http404
        return redirect("cases:referral_check", key=key)  # without consent there is no such page
    if request.method == "GET":
        return _draw(request, draft, answers, answers.page(found))
    page = answers.page(found, request.POST)
    if _is_too_long(page, request.POST):
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
    return HttpResponse(status=204) if is_autosave else _after_saving(request, draft, page)


def sheet_of(request: HttpRequest) -> Sheet | None:
    """Which drawing of the page was sent; None for what no page of ours sent."""
    return Sheet.read(request.POST["blad"]) if "blad" in request.POST else None


def _after_saving(request: HttpRequest, draft: ReferralDraft, page: StepPage) -> HttpResponse:
    """Where the button that was pressed leads to; a page with a mistake stays."""
    here = _step_url(draft, page.step.slug, from_check="terug" in request.POST)
    if act := row_act(request.POST):
        save_parts(draft, {page.step.slug: page.typed(with_row(request.POST, act))})
        return redirect(here + (f"#kaart-{page.next_row}" if act.gone is None else ""))
    if language := asked_language(request):
        return remember_language(redirect(here), language)
    if "pauze" in request.POST:
        return redirect("cases:referral_pause", key=draft.key)
    answers = _answers(request, draft)
    if not page.is_valid:
        return _draw(request, draft, answers, page)
    _before, after = answers.neighbours(page.step)
    if "terug" in request.POST or not after:
        return redirect("cases:referral_check", key=draft.key)
    return redirect(_step_url(draft, after))


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
    return _step_url(draft, before) if before else reverse("cases:referral")


def _step_url(draft: ReferralDraft, slug: str, *, from_check: bool = False) -> str:
    return reverse("cases:referral_step", args=[draft.key, slug]) + ("?terug=1" if from_check else "")


def _is_too_long(page: StepPage, data: QueryDict) -> bool:
    return sum(len(value) for values in page.typed(data).values() for value in values) > MOST_SIGNS


# --- reading it over, and sending ---------------------------------------------------------------------------------


@login_not_required
@never_cache
@speaks_languages
@form_view
def check(request: HttpRequest, key: UUID) -> HttpResponse:
    """Everything on one page, each answer with a way to change it; then it is sent, once."""
    draft = held_draft(request, key)
    if draft is None:
        return _ask_code(request, key, CHECK)
    if draft.is_sent:
        return redirect("cases:referral_received", key=key)
    if language := asked_language(request):
        return remember_language(redirect("cases:referral_check", key=key), language)
    answers = _answers(request, draft)
    form = SendForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid() and not answers.incomplete:
        status = _hold_off_programs(request, form, draft)
        if not form.errors and (referred := send(request, form, draft, answers)):
            _note(request, draft, referred)
            return redirect("cases:referral_received", key=key)
    context = {
        "draft": draft,
        "form": form,
        "answers": answers,
        "summary": answers.summary(),
        "incomplete": answers.incomplete,
        "number": answers.total,
        "back_url": _step_url(draft, answers.steps[-1].slug),
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


def send(request: HttpRequest, form: Any, draft: ReferralDraft, answers: Answers) -> Referred | None:
    try:
        return send_draft(draft, answers.to_data(), by=applicant_of(request))
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return None


def _note(request: HttpRequest, draft: ReferralDraft, referred: Referred) -> None:
    """What the last page may say. It knows a number and no person, and stays when the draft is gone."""
    case, user = referred.case, request.user
    notes = request.session.get(RECEIVED, {})
    notes[str(draft.key)] = {
        "number": case.number,
        "is_urgent": case.is_urgent,
        "is_professional": draft.kind == Applicant.PROFESSIONAL,
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
    return render(request, "cases/referral/received.html", {**note, "key": key, "has_copy": has_copy})


@login_not_required
@never_cache
@speaks_languages
@require_GET
def copy(request: HttpRequest, key: UUID) -> HttpResponse:
    """The applicant's own copy as PDF: for the same browser, and only for an hour."""
    draft = held_draft(request, key)
    if draft is None or draft.case is None or draft.expires_at <= timezone.now():
        return redirect("cases:referral_resume", key=key)
    record_read(request, case_number=draft.case.number, what=COPY_IN_LOG, action=ReadAction.EXPORT)
    answers = _answers(request, draft)
    context = {"number": draft.case.number, "sent_at": draft.saved_at, "summary": answers.summary(for_copy=True)}
    content = render_pdf(
        "cases/referral/print/copy.html", context, title=_("Jouw aanmelding"), language=get_language() or "nl"
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{draft.case.number}.pdf"'
    return response


# --- leaving, and coming back ---------------------------------------------------------------------------------


@login_not_required
@never_cache
@speaks_languages
@form_view
def pause(request: HttpRequest, key: UUID) -> HttpResponse:
    """The code to write down, and the link by mail. Neither opens anything without the other."""
    draft = held_draft(request, key)
    if draft is None or draft.is_sent:
        return redirect("cases:referral_resume", key=key)
    if language := asked_language(request):
        return remember_language(redirect("cases:referral_pause", key=key), language)
    typed = parts_of(draft).get("bereik", {}).get("email", [""])
    form = PauseForm(request.POST or None, initial={"email": typed[0] if typed else ""})
    return form_page(
        request,
        form,
        save=lambda: _mail_link(request, draft, form.cleaned_data["email"]),
        done=_("We hebben de link gemaild. Bewaar je code."),
        to=request.path,
        back_url=_first_unfinished(request, draft),
        template="cases/referral/pause.html",
        draft=draft,
        code=code_in_words(draft),
        has_account=draft.user_id is not None,
    )


def _mail_link(request: HttpRequest, draft: ReferralDraft, to: str) -> None:
    if too_often(request, "referral-link", limit=MOST_LINKS_AN_HOUR, seconds=3600):
        raise Refusal(_("We hebben net heel veel mails gestuurd. Wacht een uur, of bel ons."))
    mail_link(draft, to=to)


@login_not_required
@sensitive_post_parameters()
@never_cache
@speaks_languages
@form_view
def resume(request: HttpRequest, key: UUID) -> HttpResponse:
    """Back by link and code, in any browser. What was sent in a session that was over is carried along and kept."""
    draft = ReferralDraft.objects.still_open().filter(key=key).first()
    if draft is None:
        return render(request, "cases/referral/gone.html", status=410)
    if draft.user_id is not None and not _may_hold(request, draft):
        return redirect_to_login(reverse("cases:referral_resume", args=[key]))
    if held_draft(request, key) is not None:
        return redirect(_first_unfinished(request, draft))
    if language := asked_language(request):
        return remember_language(redirect("cases:referral_resume", key=key), language)
    form = ResumeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _opens(request, form, draft):
        _hold(request, draft)
        return redirect(_keep_carried(request, draft) or _first_unfinished(request, draft))
    carried = [(name, value) for name, values in request.POST.lists() if name.startswith(KEPT) for value in values]
    return render(request, "cases/referral/resume.html", {"form": form, "carried": carried, "key": key})


def code_in_words(draft: ReferralDraft) -> str:
    code = code_of(draft)
    return f"{code[:4]} {code[4:]}"


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


def _ask_code(request: HttpRequest, key: UUID, slug: str) -> HttpResponse:
    """The session is over, or this is another browser: ask the code, and keep what was just sent in the page."""
    draft = ReferralDraft.objects.still_open().filter(key=key).first()
    if request.method == "GET" or draft is None or draft.user_id is not None:
        return redirect("cases:referral_resume", key=key)
    if "autosave" in request.POST:
        return HttpResponse(status=403)
    page = _page_of(draft, slug, request.POST)
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
    page = _page_of(draft, slug, data)
    if page is None or _is_too_long(page, data):
        return ""
    save_parts(draft, {slug: page.typed(data)})
    return _step_url(draft, slug)


def _page_of(draft: ReferralDraft, slug: str, data: QueryDict) -> StepPage | None:
    answers = Answers(draft.kind, parts_of(draft), by=draft.user)
    found = answers.step(slug)
    return answers.page(found, data) if found else None


def _first_unfinished(request: HttpRequest, draft: ReferralDraft) -> str:
    if draft.is_by_phone:
        return reverse("cases:referral_phone", args=[draft.key])
    answers = _answers(request, draft)
    unfinished = next((each for each in answers.incomplete), None)
    if unfinished is None:
        unfinished = next((each for each in answers.steps if each.slug not in answers.parts), None)
    return _step_url(draft, unfinished.slug) if unfinished else reverse("cases:referral_check", args=[draft.key])


@login_not_required
@speaks_languages
@require_POST
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Nothing of it stays; only for who holds the draft."""
    draft = held_draft(request, key)
    if draft is None or draft.is_sent:
        return redirect("cases:referral")
    return pressed(request, lambda: throw_away(draft), done=_("Je antwoorden zijn gewist."), to="cases:referral")


# --- who holds a draft ---------------------------------------------------------------------------------


def applicant_of(request: HttpRequest) -> User | None:
    if not request.user.is_authenticated:
        return None
    require(request, "referral.create")
    return request.user


def _answers(request: HttpRequest, draft: ReferralDraft) -> Answers:
    return Answers(draft.kind, parts_of(draft), by=draft.user)


def _hold(request: HttpRequest, draft: ReferralDraft) -> None:
    held = [key for key in request.session.get(HELD, []) if key != str(draft.key)]
    request.session[HELD] = [*held, str(draft.key)][-MOST_HELD:]


def _may_hold(request: HttpRequest, draft: ReferralDraft) -> bool:
    """A draft of an account is of that account alone; another one of the session that began it or gave the code."""
    if draft.user_id is not None:
        return bool(request.user.is_authenticated and request.user.pk == draft.user_id)
    return str(draft.key) in request.session.get(HELD, [])


def held_draft(request: HttpRequest, key: UUID) -> ReferralDraft | None:
    draft = ReferralDraft.objects.select_related("user__organisation", "case").filter(key=key).first()
    if draft is None or not _may_hold(request, draft) or draft.expires_at <= timezone.now():
        return None
    return draft


def _own_drafts(request: HttpRequest) -> list[ReferralDraft]:
    """What this person began and did not send."""
    if request.user.is_authenticated:
        return list(ReferralDraft.objects.for_user(request.user).still_open())
    keys = request.session.get(HELD, [])
    return list(ReferralDraft.objects.still_open().filter(key__in=keys, user=None)) if keys else []


def municipality_names(request: HttpRequest) -> list[str]:
    return list(Municipality.objects.for_user(request.user).values_list("name", flat=True))
