"""The front door: who is signed in goes to their own work, everybody else reads what this is."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from ekc.accounts.codes import Role
from ekc.languages import speaks_languages
from ekc.sealed.trying import keys_open

HOME_OF = {
    Role.REGIONAL_MANAGER: "cases:today",
    Role.COORDINATOR: "cases:my_cases",
    Role.PROFESSIONAL: "cases:my_referrals",
    Role.RESEARCHER: "reports:index",
    Role.FUNDER: "reports:programmes",
    Role.NATIONAL: "accounts:people",
}


@login_not_required
@speaks_languages
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    keys_open()
    if request.user.is_authenticated:
        try:
            return redirect(reverse(HOME_OF[Role(request.user.role)]))
        except NoReverseMatch:
            pass  # The floor with this page is not in the house: the public page stands open to all.
    return render(request, "cases/home.html")
