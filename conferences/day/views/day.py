"""The day itself: three large buttons, and the same afterwards."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases.codes import CaseState
from cases.workflow import CONCLUDABLE_STATES, MEETS_AGAIN_STATES, OUTCOME_CHANGES_STATES
from conferences.codes import RUNNING_STATES, ConferenceState
from conferences.models import Conference
from conferences.shell import case_for, coming_or_last, date_page, form_page, meeting_of, tab_url
from conferences.workflow import WORKFLOW
from ekc.once.answer import by_script
from ekc.once.taking_back import TakeBack
from ekc.pages import NotNow, form_view, pressed, sent

from ..acts.day import skip_private_time, start_information, start_presentation, start_private_time
from ..acts.taking_back import last_press
from ..forms.day import (
    AfterAllForm,
    BreakOffForm,
    MeetAgainForm,
    OtherOutcomeForm,
    OutcomeForm,
    PressForm,
    RecordForm,
    ReturnForm,
    TakeBackForm,
    TimesForm,
)
from ..reads.day import DayPage, another_day_in_words, goes_on_today, is_another_day

BUTTONS: dict[str, Callable[..., Conference]] = {
    "informatie": start_information,
    "besloten-tijd": start_private_time,
    "presentatie": start_presentation,
    "zonder-besloten-tijd": skip_private_time,
}


@require_GET
def run(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "conference.run")
    page = DayPage(coming_or_last(case))
    return render(request, "conferences/day/day.html", {"case": case, "page": page, "back_url": tab_url(case)})


@require_POST
def press(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """One of the three buttons, once however often it is sent. On another day than was planned it is asked first."""
    case = case_for(request, number, "conference.run")
    if action not in BUTTONS:
        raise Http404
    conference, at = coming_or_last(case), PressForm(request.POST).moment()
    if action == "informatie" and is_another_day(conference, at):
        if not by_script(request):
            raise NotNow(another_day_in_words(conference), to=reverse("conferences:begin", args=[number]))
        messages.warning(request, another_day_in_words(conference))
        return HttpResponse(status=204)
    answer = pressed(
        request,
        partial(BUTTONS[action], conference, by=request.user, at=at),
        done=lambda meeting: _("Begonnen: %(part)s.") % {"part": meeting.get_state_display().lower()},
        way_back=TakeBack("day_button", {"pk": conference.pk}),
        to=reverse("conferences:day", args=[number]),
    )
    # The page asks for itself when all that waited has arrived; a redirect could as well be the one to sign in.
    return HttpResponse(status=204) if by_script(request) else answer


@form_view
def begin(request: HttpRequest, number: str) -> HttpResponse:
    """To begin on another day than was planned: only after a question."""
    case = case_for(request, number, "conference.run")
    conference, day = coming_or_last(case), reverse("conferences:day", args=[number])
    if not is_another_day(conference):
        raise NotNow(_("De conferentie is vandaag gepland. Begin met de knop."), to=day)
    return form_page(
        request,
        case,
        None,
        save=lambda: start_information(conference, by=request.user),
        title=_("Nu al beginnen?"),
        text=another_day_in_words(conference),
        submit=_("Ja, de informatie begint nu"),
        done=_("De conferentie is begonnen."),
        to=day,
        template="confirm.html",
    )


@form_view
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    """A button was pressed by mistake, and that was not seen at once."""
    case = case_for(request, number, "conference.run")
    conference, day = coming_or_last(case), reverse("conferences:day", args=[number])
    press = last_press(conference)
    if press is None:
        raise NotNow(_("Er is geen knop om terug te nemen."), to=day)
    form = TakeBackForm(request.POST or None, label=_("Waarom neem je de knop terug?"))
    return form_page(
        request,
        case,
        form,
        save=lambda: form.save(conference, by=request.user),
        title=_("Knop terugnemen"),
        text=_("“%(button)s” is dan niet gebeurd, met de tijd die erbij hoorde.")
        % {"button": WORKFLOW.labels[press.action]},
        submit=_("Terugnemen"),
        done=_("De knop is teruggenomen."),
        to=day,
    )


@form_view
def go_back(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "conference.run")
    conference = coming_or_last(case)
    if case.state in MEETS_AGAIN_STATES and not goes_on_today(conference):
        away = _("Die dag is voorbij. De besloten tijd is nu bij een volgende bijeenkomst.")
        raise NotNow(away, to=reverse("conferences:again", args=[number]))
    form = ReturnForm(request.POST or None, label=_("Welke vraag is nog open?"))
    return form_page(
        request,
        case,
        form,
        save=lambda: form.save(conference, by=request.user),
        title=_("Terug naar de besloten tijd"),
        text=_("De familie praat verder over de open vraag. Jij en de professionals gaan weer weg."),
        submit=_("Besloten tijd begint weer"),
        done=_("De besloten tijd loopt weer."),
        to=reverse("conferences:day", args=[number]),
    )


@form_view
def again(request: HttpRequest, number: str) -> HttpResponse:
    """The meetings seemed to be over, and there comes another after all."""
    case = case_for(request, number, "conference.complete")
    if case.state not in MEETS_AGAIN_STATES:
        raise NotNow(_("Er kan nu geen bijeenkomst bij komen."), to=tab_url(case))
    form = MeetAgainForm(sent(request))
    return date_page(
        request,
        case,
        form,
        save=lambda: form.save(case, by=request.user),
        title=_("Er komt toch nog een bijeenkomst"),
        text=_("De familie praat verder, eerst weer in besloten tijd. De gesprekken komen na de laatste keer."),
        submit=_("Vastleggen"),
        done=_("Vastgelegd. Kies een dag als die er nog niet is."),
    )


@form_view
def finish(request: HttpRequest, number: str) -> HttpResponse:
    """A plan, a second meeting, or neither."""
    case = case_for(request, number, "conference.run")
    conference = coming_or_last(case)
    form = OutcomeForm(request.POST or None)
    return date_page(
        request,
        case,
        form,
        save=lambda: form.save(conference, by=request.user),
        title=_("Conferentie afronden"),
        submit=_("Afronden"),
        done=_("De conferentie is afgerond. Leg nu vast wie er waren."),
        to=_attendance_url(conference),
    )


@form_view
def break_off(request: HttpRequest, number: str) -> HttpResponse:
    """The meeting stops in whichever part it is."""
    case = case_for(request, number, "conference.complete")
    conference = coming_or_last(case)
    if conference.state not in RUNNING_STATES:
        raise NotNow(_("De bijeenkomst is niet bezig. Leg achteraf vast hoe het ging."), to=tab_url(case))
    form = BreakOffForm(request.POST or None)
    return date_page(
        request,
        case,
        form,
        save=lambda: form.save(conference, by=request.user),
        title=_("Bijeenkomst afbreken"),
        text=_("De bijeenkomst stopt hier, en telt in de cijfers als afgebroken. Zorg eerst dat iedereen veilig is."),
        submit=_("Afbreken"),
        done=_("De bijeenkomst is afgebroken. Leg nu vast wie er waren."),
        to=_attendance_url(conference),
        danger=True,
    )


@form_view
def conclude(request: HttpRequest, number: str) -> HttpResponse:
    """There comes no other meeting after all."""
    case = case_for(request, number, "conference.complete")
    if case.state not in CONCLUDABLE_STATES:
        raise NotNow(_("Er wacht hier geen volgende bijeenkomst."), to=tab_url(case))
    form = AfterAllForm(request.POST or None)
    return date_page(
        request,
        case,
        form,
        save=lambda: form.save(case, by=request.user),
        title=_("Er komt geen volgende bijeenkomst"),
        text=_(
            "Dan geldt de bijeenkomst die er was. Is er al een dag gekozen? Wie is uitgenodigd, hoort dat die vervalt."
        ),
        submit=_("Vastleggen"),
        done=_("Vastgelegd."),
    )


@form_view
def change_outcome(request: HttpRequest, number: str) -> HttpResponse:
    """What was written down as a plan was none, or the other way round."""
    case = case_for(request, number, "conference.complete")
    with_plan = case.state == CaseState.HELD_WITHOUT_PLAN
    if case.state not in OUTCOME_CHANGES_STATES:
        raise NotNow(_("De afloop kan nu niet meer veranderen."), to=tab_url(case))
    form = OtherOutcomeForm(request.POST or None, with_plan=with_plan, label=_("Wat is er anders?"))
    return form_page(
        request,
        case,
        form,
        save=lambda: form.save(case, by=request.user),
        title=_("Er is toch een plan") if with_plan else _("Er is toch geen plan"),
        text=_("De bijeenkomst en wie er waren, blijven zoals ze zijn vastgelegd."),
        submit=_("Vastleggen"),
        done=_("Vastgelegd."),
    )


@form_view
def record(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "conference.complete")
    conference = coming_or_last(case)
    form = RecordForm(request.POST or None, variant=case.variant, initial=RecordForm.initial_of(conference))
    return date_page(
        request,
        case,
        form,
        save=lambda: form.save(conference, by=request.user),
        title=_("Conferentie achteraf vastleggen"),
        text=_("Was het na middernacht afgelopen? Vul gewoon de tijd op de klok in."),
        submit=_("Vastleggen"),
        done=_("De conferentie is vastgelegd. Leg nu vast wie er waren."),
        to=_attendance_url(conference),
    )


@form_view
def times(request: HttpRequest, number: str) -> HttpResponse:
    case = case_for(request, number, "conference.complete")
    conference = meeting_of(request, case)
    if conference.state in RUNNING_STATES:
        day = reverse("conferences:day", args=[number])
        raise NotNow(_("De conferentie is nog bezig. Verbeter de tijden als de conferentie klaar is."), to=day)
    broken_off = conference.state == ConferenceState.BROKEN_OFF
    form = TimesForm(
        request.POST or None,
        variant=case.variant,
        initial=TimesForm.initial_of(conference),
        broken_off=broken_off,
    )
    return date_page(
        request,
        case,
        form,
        save=lambda: form.save(conference, by=request.user),
        title=_("Tijden verbeteren"),
        submit=_("Bewaren"),
        done=_("De tijden zijn verbeterd."),
    )


def _attendance_url(conference: Conference) -> str:
    """Of this very meeting: after an adjournment a second one may be planned already."""
    address = reverse("conferences:attendance", args=[conference.case_number])
    return f"{address}?bijeenkomst={conference.sequence}"
