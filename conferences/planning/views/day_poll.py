"""Finding a day: proposing, who can when, and the personal link without an account."""

import rules
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.models import Case
from conferences.models import DayGuest, DayPoll
from conferences.shell import case_for, tab_url
from ekc import pages
from ekc.access import fetch
from ekc.pages import telling
from ekc.ratelimit import too_often
from ekc.refusal import Refusal

from ..acts.day_poll import close_poll, find_guest, make_link
from ..forms.day_poll import AnswerDaysForm, AskForm, ProposeForms
from ..reads.day_poll import PollPage, in_words

ANSWERS_PER_HOUR = 60


def _newest_poll(case: Case) -> DayPoll:
    poll: DayPoll | None = case.day_polls.select_related("chosen").order_by("-pk").first()
    if poll is None:
        raise Http404
    poll.case = case
    return poll


def _poll_url(case: Case) -> str:
    return reverse("conferences:day_poll", args=[case.number])


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "day_poll.change")
    forms = ProposeForms(case, request.POST or None)
    if request.method == "POST" and "add_day" not in request.POST and forms.is_valid():
        try:
            forms.save(by=request.user)
        except Refusal as refusal:
            forms.form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("De dagen zijn voorgesteld. De antwoorden komen op deze bladzijde."))
            return redirect("conferences:day_poll", number=number)
    return render(
        request, "conferences/planning/propose.html", {"case": case, "forms": forms, "back_url": tab_url(case)}
    )


@require_GET
def poll(request: HttpRequest, number: str) -> HttpResponse:
    """Who can when, the best day first."""
    case = case_for(request, number, "day_poll.view")
    found = _newest_poll(case)
    context = {
        "case": case,
        "page": PollPage(found),
        "stand": in_words(found),
        "may_change": found.is_open and rules.has_perm("day_poll.change", request.user, case),
        "back_url": tab_url(case),
    }
    return render(request, "conferences/planning/day_poll.html", context)


@require_http_methods(["GET", "POST"])
def ask_more(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "day_poll.change")
    found = _newest_poll(case)
    form = AskForm(request.POST or None, case=case, poll=found)
    if not form.people:
        messages.info(request, _("Iedereen in de kring is al gevraagd. Zet iemand eerst in de kring."))
        return redirect("conferences:day_poll", number=number)
    return pages.form_page(
        request,
        form,
        save=lambda: form.save(found, by=request.user),
        title=_("Vraag het aan meer mensen"),
        submit=_("Vragen"),
        done=_("Ook aan hen is het gevraagd."),
        back_url=_poll_url(case),
        back_label=_("Wie kan wanneer"),
        kicker=number,
    )


@require_POST
def close(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "day_poll.change")
    with telling(request, _("De vraag is gestopt. De links werken niet meer.")):
        close_poll(_newest_poll(case), by=request.user)
    return redirect("conferences:day_poll", number=number)


def _guest(request: HttpRequest, number: str, pk: int) -> DayGuest:
    return fetch(
        request,
        DayGuest.objects.select_related("person", "main_person", "poll__case"),
        perm="day_poll.change",
        what=_("een antwoord op een dag"),
        case_number=number,
        pk=pk,
    )


@require_http_methods(["GET", "POST"])
def answer_for(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The coordinator fills in what somebody said at the door or on the phone."""
    guest = _guest(request, number, pk)
    form = AnswerDaysForm(request.POST or None, guest=guest, options=guest.poll.options.all())
    return pages.form_page(
        request,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Welke dagen kan %(name)s?") % {"name": guest},
        submit=_("Bewaren"),
        done=_("Het antwoord is vastgelegd."),
        back_url=_poll_url(guest.poll.case),
        back_label=_("Wie kan wanneer"),
        kicker=number,
    )


@require_POST
@never_cache
def new_link(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A fresh personal link, shown this once, to send in another way than by mail."""
    guest = _guest(request, number, pk)
    try:
        link = make_link(guest, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.reason)
        return redirect("conferences:day_poll", number=number)
    context = {"guest": guest, "link": link, "case": guest.poll.case, "back_url": _poll_url(guest.poll.case)}
    return render(request, "conferences/planning/day_link.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def days(request: HttpRequest, token: str) -> HttpResponse:
    """By personal link: which days can you? A GET changes nothing (R76); a POST keeps the answer."""
    guest = find_guest(token)
    if guest is None:
        return render(request, "conferences/planning/days_gone.html", status=410)
    if request.method == "POST" and too_often(request, "days", limit=ANSWERS_PER_HOUR, seconds=3600):
        return render(request, "429.html", status=429)
    form = AnswerDaysForm(request.POST or None, guest=guest, options=guest.poll.options.all())
    thanks = False
    if request.method == "POST" and form.is_valid():
        try:
            form.save()
        except Refusal:
            return render(request, "conferences/planning/days_gone.html", status=410)
        thanks = True
    return render(request, "conferences/planning/days.html", {"form": form, "thanks": thanks, "poll": guest.poll})
