"""Who was there by one tap a part; who was not, and why; whose letter was read."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.casepage.shell import fetch_row
from cases.models import Case
from conferences.codes import BEGUN_STATES, RUNNING_STATES
from conferences.models import Conference, Letter
from conferences.shell import case_for, form_page, meeting_of, tab_url
from ekc.once.acts import Outcome
from ekc.once.answer import by_script, way_back_from
from ekc.once.taking_back import TakeBack, copy_of
from ekc.pages import form_view, go_on, pressed, tried

from ..acts.presence import remove_letter
from ..forms.presence import AbsencesForm, InterpreterWishForm, LetterForm, OtherPresenceForm, PartyCountForms, TapForm
from ..reads.presence import PresenceList


def _url(name: str, conference: Conference) -> str:
    return f"{reverse(f'conferences:{name}', args=[conference.case_number])}?bijeenkomst={conference.sequence}"


@form_view
def attendance(request: HttpRequest, number: str) -> HttpResponse:
    """The list. A POST is one tap: from `day.js` what it changes comes back, else the page, at that line."""
    case = case_for(request, number, "conference.complete")
    conference = meeting_of(request, case)
    people = PresenceList(conference)
    form = TapForm(request.POST or None, people=people)
    if request.method != "POST":
        return _render_list(request, case, people, "")
    outcome, refusal = tried(request, form, lambda: _tapped(request, form))
    if by_script(request):
        way_back = way_back_from(request, outcome)
        return _render_list(request, case, PresenceList(conference), refusal, only_list=True, way_back=way_back)
    if outcome:
        return go_on(request, outcome)
    if refusal:
        messages.error(request, refusal)
    return redirect(_url("attendance", conference))


def _tapped(request: HttpRequest, form: TapForm) -> Outcome:
    """One line is tapped back; of "everybody" nobody remembers who stood there before."""
    present = form.people.conference.attendances.all
    before = copy_of(present()) if form.is_everybody else []
    form.save(by=request.user)
    if not form.is_everybody:
        return Outcome(f"{request.get_full_path()}#{form.key}")
    way_back = TakeBack("rows", {"before": before, "after": copy_of(present())})
    return Outcome(request.get_full_path(), _("Iedereen die zou komen, is er bij."), way_back=way_back)


def _render_list(
    request: HttpRequest,
    case: Case,
    people: PresenceList,
    refusal: str,
    *,
    only_list: bool = False,
    way_back: UUID | None = None,
) -> HttpResponse:
    conference = people.conference
    context = {
        "case": case,
        "conference": conference,
        "people": people,
        "refusal": refusal,
        "way_back": way_back,
        "has_begun": conference.state in BEGUN_STATES,
        "is_running": conference.state in RUNNING_STATES,
        "list_url": _url("attendance", conference),
        "other_url": _url("attendance_other", conference),
        "counts_url": _url("attendance_counts", conference),
        "absent_url": _url("absent", conference),
        "letter_url": _url("letter_read", conference),
        "wish_url": _url("interpreter_wish", conference),
        "letters": [] if only_list else list(conference.letters.select_related("person", "main_person")),
        "back_url": tab_url(case),
    }
    template = "conferences/day/includes/presence_changed.html" if only_list else "conferences/day/attendance.html"
    return render(request, template, context)


@form_view
def other(request: HttpRequest, number: str) -> HttpResponse:
    """Somebody who is not in the circle."""
    case = case_for(request, number, "conference.complete")
    conference = meeting_of(request, case)
    form = OtherPresenceForm(request.POST or None)
    return form_page(
        request,
        case,
        form,
        save=lambda: form.save(conference, by=request.user),
        title=_("Wie was er nog meer?"),
        text=_("De coördinator en een tolk van buiten tellen niet mee."),
        submit=_("Toevoegen"),
        done=_("Toegevoegd aan wie er waren."),
        to=_url("attendance", conference),
    )


@form_view
def counts(request: HttpRequest, number: str) -> HttpResponse:
    """How many of each party of an Alle Hens were there."""
    case = case_for(request, number, "conference.complete")
    conference = meeting_of(request, case)
    people = PresenceList(conference)
    if not people.party_counts:
        raise Http404
    forms = PartyCountForms(people, request.POST or None)
    return form_page(
        request,
        case,
        forms,
        save=lambda: forms.save(by=request.user),
        done=_("De aantallen zijn bewaard."),
        to=_url("attendance", conference),
        template="conferences/day/counts.html",
    )


@form_view
def absent(request: HttpRequest, number: str) -> HttpResponse:
    """Why each invited person was not there."""
    case = case_for(request, number, "conference.complete")
    conference = meeting_of(request, case)
    form = AbsencesForm(request.POST or None, absent=PresenceList(conference).absent)
    return form_page(
        request,
        case,
        form,
        save=lambda: form.save(conference, by=request.user),
        title=_("Wie er niet waren, en waarom"),
        text=_("Iedereen die was uitgenodigd en bij geen enkel deel was."),
        submit=_("Bewaren"),
        done=_("De redenen zijn vastgelegd."),
        to=_url("attendance", conference),
    )


@form_view
def letter(request: HttpRequest, number: str) -> HttpResponse:
    """A letter, drawing or film that was read or shown."""
    case = case_for(request, number, "conference.complete")
    conference = meeting_of(request, case)
    form = LetterForm(request.POST or None, people=PresenceList(conference))
    return form_page(
        request,
        case,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Brief, tekening of filmpje"),
        text=_("Wie er niet bij kan zijn, doet zo toch mee."),
        submit=_("Vastleggen"),
        done=_("Vastgelegd."),
        to=_url("attendance", conference),
    )


@require_POST
def letter_remove(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    letters = Letter.objects.select_related("conference__case")
    found: Letter = fetch_row(request, letters, number, "conference.complete", _("een brief"), pk=pk)
    act = partial(remove_letter, found, by=request.user)
    back = _url("attendance", found.conference)
    return pressed(request, act, done=_("Weggehaald."), to=back, rows=lambda: [found])


@form_view
def interpreter_wish(request: HttpRequest, number: str) -> HttpResponse:
    """The family wants the interpreter in private time."""
    case = case_for(request, number, "conference.complete")
    conference = meeting_of(request, case)
    form = InterpreterWishForm(request.POST or None, initial={"wished_by": conference.interpreter_wished_by})
    return form_page(
        request,
        case,
        form,
        save=lambda: form.save(conference, by=request.user),
        title=_("De tolk bij de besloten tijd"),
        text=_("Een tolk van buiten is alleen bij de besloten tijd als de familie dat zelf wil."),
        submit=_("Vastleggen"),
        done=_("De wens van de familie is vastgelegd."),
        to=_url("attendance", conference),
    )
