"""Beginning an aanmelding, without an account."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cases.codes import ReferrerKind
from cases.models import Offer
from ekc.accounts.models import User
from ekc.dutch import whole_number
from ekc.languages import speaks_languages
from ekc.once.acts import Outcome, once
from ekc.pages import form_view, go_on
from ekc.ratelimit import too_often

from ..acts.drafts import start_draft
from ..reads.answers import Answers
from .drafts import hold, own_drafts, referrer_of

MOST_STARTED_AN_HOUR = 30
"""Of one address: a shelter or an office has one for all who sit there."""


@login_not_required
@never_cache
@speaks_languages
@form_view
def start(request: HttpRequest) -> HttpResponse:
    """For whom is it? A professional with an account is not asked; a regional manager has somebody on the phone."""
    by = referrer_of(request)
    offer = offer_of(request)
    if by is not None and by.is_regional_manager:
        return redirect(reverse("cases:referral_desk") + (f"?offer={offer.pk}" if offer else ""))
    error = ""
    kind = request.POST.get("kind", "")
    if request.method == "POST" and kind in ReferrerKind.values:
        if by is None and too_often(request, "referral-start", limit=MOST_STARTED_AN_HOUR, seconds=3600):
            error = _("Er zijn hier net heel veel aanmeldingen begonnen. Wacht een uur, of bel ons.")
        else:
            return go_on(request, once(request, lambda: _begin(request, kind, by, offer)))
    drafts = own_drafts(request)
    kinds = [ReferrerKind.PROFESSIONAL] if by and by.is_professional else list(ReferrerKind)
    context = {"drafts": drafts, "kinds": kinds, "error": error, "offer": offer}
    return render(request, "cases/referral/start.html", context, status=429 if error else 200)


def offer_of(request: HttpRequest) -> Offer | None:
    """The offer that this aanmelding comes of, when the list of offers led here and nothing came of it yet."""
    asked = whole_number(request.GET.get("offer"), digits=9)
    if asked is None or not request.user.is_authenticated:
        return None
    found: Offer | None = Offer.objects.for_user(request.user).filter(pk=asked, case=None).first()
    return found


def _begin(request: HttpRequest, kind: str, by: User | None, offer: Offer | None) -> Outcome:
    if by is not None and by.is_professional:
        kind = ReferrerKind.PROFESSIONAL
    draft = start_draft(kind, by=by, offer=offer)
    hold(request, draft)
    first = Answers(kind, {}, by=by).steps[0]
    return Outcome(reverse("cases:referral_step", args=[draft.key, first.slug]))
