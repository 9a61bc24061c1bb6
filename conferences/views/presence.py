"""Who was there, in which part."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ekc.refusal import Refusal

from ..forms.presence import AttendanceForms
from .common import case_for, coming_or_last, tab_url


@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "conference.run")
    conference = coming_or_last(case)
    people = AttendanceForms(conference, request.POST or None)
    if request.method == "POST" and people.is_valid():
        try:
            people.save(by=request.user)
        except Refusal as refusal:
            people.other.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Vastgelegd wie er waren."))
            if "another" in request.POST:
                return redirect("conferences:attendance", number=number)
            return redirect(tab_url(case))
    context = {"case": case, "conference": conference, "people": people, "back_url": tab_url(case)}
    return render(request, "conferences/attendance.html", context)
