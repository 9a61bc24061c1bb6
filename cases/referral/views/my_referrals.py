"""Mijn aanmeldingen: a professional's own list."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.reads.ended_access import ended_cases_of
from cases.models import Case, ReferralDraft
from ekc.access import require, shown

from ..reads.my_referrals import rows_of

PAGE_SIZE = 10


@require_GET
def my_referrals(request: HttpRequest) -> HttpResponse:
    require(request, "my_referrals.view")
    cases = Case.objects.with_file().for_user(request.user).order_by("-received_on", "-pk")
    page = Paginator(cases, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = rows_of(shown(request, page, what=_("mijn aanmeldingen")), request.user)
    drafts = ReferralDraft.objects.for_user(request.user).still_open()
    context = {"page": page, "rows": rows, "drafts": drafts, "ended": ended_cases_of(request.user)}
    return render(request, "cases/referral/office/my_referrals.html", context)
