"""Finding a day: proposing, who can when, and the personal link without an account."""

from functools import partial

import rules
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cases.casepage.shell import fetch_row
from cases.models import Case
from conferences.models import DayGuest, DayPoll
from conferences.shell import case_for, form_page, tab_url
from ekc import pages
from ekc.form_group import leave_unjudged
from ekc.languages import is_switching, spoken
from ekc.links import Found, closed_page, look_up
from ekc.once.acts import Outcome
from ekc.pages import NotNow, form_view, pressed, shown
from ekc.ratelimit import too_often
from ekc.refusal import Refusal, say_refusal

from ..acts.day_poll import close_poll, make_link
from ..forms.day_poll import AnswerDaysForm, AskForm, ProposeForms
from ..reads.day_poll import PollPage, in_words

FORM_ID = "dagen"
ANSWERS_PER_HOUR = 60


def _newest_poll(case: Case) -> DayPoll:
    poll: DayPoll | None = case.day_polls.select_related("chosen").order_by("-pk").first()
    if poll is None:
        raise Http404
    poll.case = case
    return poll


def _poll_url(case: Case) -> str:
    return reverse("conferences:day_poll", args=[case.number])


@form_view
def propose(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "day_poll.change")
    forms = ProposeForms(case, request.POST or None)
    return form_page(
        request,
        case,
        forms,
        save=lambda: forms.save(by=request.user),
        redraws="add_day",
        done=_("De dagen zijn voorgesteld. De antwoorden komen op deze bladzijde."),
        to=_poll_url(case),
        template="conferences/planning/propose.html",
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


@form_view
def ask_more(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "day_poll.change")
    found = _newest_poll(case)
    form = AskForm(request.POST or None, case=case, poll=found)
    if not form.people:
        raise NotNow(_("Iedereen in de kring is al gevraagd. Zet iemand eerst in de kring."), to=_poll_url(case))
    return pages.form_page(
        request,
        form,
        save=lambda: form.save(found, by=request.user),
        title=_("Vraag het aan meer mensen"),
        submit=_("Vragen"),
        done=_("Ook aan hen is het gevraagd."),
        back_url=_poll_url(case),
        back_label=_("Wie kan wanneer"),
        case=case,
    )


@require_POST
def close(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "day_poll.change")
    found = _newest_poll(case)
    act = partial(close_poll, found, by=request.user)
    done = _("De vraag is gestopt. De links werken niet meer.")
    return pressed(request, act, done=done, to=_poll_url(case), rows=lambda: [found])


def _guest(request: HttpRequest, number: str, pk: int) -> DayGuest:
    guests = DayGuest.objects.select_related("person", "main_person", "poll__case")
    found: DayGuest = fetch_row(request, guests, number, "day_poll.change", _("een antwoord op een dag"), pk=pk)
    return found


@form_view
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
        case=guest.poll.case,
    )


@require_POST
@never_cache
def new_link(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A fresh personal link, shown this once, to send in another way than by mail."""
    guest = _guest(request, number, pk)
    back = _poll_url(guest.poll.case)

    def draw(link: str) -> HttpResponse:
        context = {"who": guest, "link": link, "number": number, "back_url": back}
        return render(request, "cases/casepage/personal_link.html", context)

    return shown(request, lambda: Outcome("", make_link(guest, by=request.user)), draw, refused_to=back)


@login_not_required
@never_cache
@form_view
def days(request: HttpRequest, token: str) -> HttpResponse:
    """By personal link: which days can you? A GET changes nothing (R76); a POST keeps the answer."""
    found = look_up(DayGuest, token)
    return spoken(request, found.language, lambda: _days(request, found, token))


def _days(request: HttpRequest, found: Found, token: str) -> HttpResponse:
    if found.closed:
        return closed_page(request, found)
    guest = found.row
    if request.method == "POST" and too_often(request, "days", limit=ANSWERS_PER_HOUR, seconds=3600):
        return render(request, "429.html", status=429)
    form = AnswerDaysForm(request.POST or None, guest=guest, options=guest.poll.options.all())
    thanks = False
    if is_switching(request):
        leave_unjudged(form)
    elif request.method == "POST" and form.is_valid() and _is_settled(form):
        try:
            form.save()
        except Refusal:
            return closed_page(request, look_up(DayGuest, token))
        thanks = True
    page = {"form": form, "thanks": thanks, "poll": guest.poll, "switch_form": FORM_ID}
    return render(request, "conferences/planning/days.html", page)


def _is_settled(form: AnswerDaysForm) -> bool:
    """Whether nothing that was changed here was written down by the coordinator meanwhile; else the form says what."""
    try:
        form.settle()
    except Refusal as refusal:
        say_refusal(form, refusal)
        return False
    return True
