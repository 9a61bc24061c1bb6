"""Aanmelden, and what became of one's own aanmeldingen."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from ekc.access import require, shown
from ekc.accounts.models import Municipality, User
from ekc.ratelimit import too_often
from ekc.refusal import Refusal

from ..codes import Channel
from ..domain.referral import Referred
from ..forms.referral import KINDS, ProfessionalReferralForm
from ..forms.referral_page import ReferralPage, rows_asked
from ..models import Case
from ..pages.my_referrals import row_of

PROFESSIONAL = ProfessionalReferralForm.kind
RECEIVED = "referral_received"
MOST_AN_HOUR = 20
"""Of one address: a shelter or an office has one for all who sit there."""
PAGE_SIZE = 10


@login_not_required
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """For whom is it? A professional needs no such question."""
    if request.user.is_authenticated:
        require(request, "referral.create")
        if request.user.is_professional:
            return redirect("cases:referral_form", kind=PROFESSIONAL)
    return render(request, "cases/referral_start.html")


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def referral(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    by = _applicant(request)
    if by is None and kind == PROFESSIONAL:
        return redirect_to_login(request.get_full_path())
    if by is not None and by.is_professional and kind != PROFESSIONAL:
        return redirect("cases:referral_form", kind=PROFESSIONAL)
    page = ReferralPage(kind, by=by, data=request.POST if request.method == "POST" else None)
    if request.method == "POST" and not rows_asked(request.POST):
        if by is None and too_often(request, "referral", limit=MOST_AN_HOUR, seconds=3600):
            page.form.add_error(
                None, _("Er zijn net heel veel aanmeldingen gedaan. Wacht een uur, of bel ons. Er is niets kwijt.")
            )
            return _draw(request, page, status=429)
        if page.is_valid() and (referred := _save(page, by)):
            request.session[RECEIVED] = _note(referred, by)
            return redirect("cases:referral_received")
    return _draw(request, page)


@login_not_required
@require_GET
def received(request: HttpRequest) -> HttpResponse:
    """What happens next. The page knows a number and no person."""
    note = request.session.get(RECEIVED)
    if note is None:
        return redirect("cases:referral")
    return render(request, "cases/referral_received.html", note)


@require_GET
def my_referrals(request: HttpRequest) -> HttpResponse:
    require(request, "my_referrals.view")
    cases = Case.objects.with_file().for_user(request.user).order_by("-received_on", "-pk")
    page = Paginator(cases, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [row_of(case, request.user) for case in shown(request, page, what=_("mijn aanmeldingen"))]
    return render(request, "cases/referral_list.html", {"page": page, "rows": rows})


def _applicant(request: HttpRequest) -> User | None:
    if not request.user.is_authenticated:
        return None
    require(request, "referral.create")
    return request.user


def _save(page: ReferralPage, by: User | None) -> Referred | None:
    """Save, or put the refusal above the form with all that was typed."""
    try:
        return page.save(channel=Channel.PHONE if by and by.is_regional_manager else Channel.FORM)
    except Refusal as refusal:
        page.form.add_error(None, refusal.reason)
        return None


def _note(referred: Referred, by: User | None) -> dict[str, Any]:
    case = referred.case
    return {
        "number": case.number,
        "is_new": referred.is_new,
        "has_page": by is not None,
        "frame_needed": bool(case.needs_frame and by and by.is_professional),
        "is_urgent": case.is_urgent,
    }


def _draw(request: HttpRequest, page: ReferralPage, *, status: int = 200) -> HttpResponse:
    municipalities = Municipality.objects.for_user(request.user).values_list("name", flat=True)
    context = {"page": page, "form": page.form, "municipalities": municipalities}
    return render(request, "cases/referral_form.html", context, status=status)
