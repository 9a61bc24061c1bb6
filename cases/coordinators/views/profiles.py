"""The profile of a coordinator: the own page to keep up, and the same page for the office."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases.models import Coordinator, CoordinatorLeave
from ekc import dutch
from ekc.access import require
from ekc.pages import form_page, form_view, pressed, sent

from ..acts import profiles
from ..forms.profile import CoverForm, EmployerForm, LeaveForm, ProfileActForm, ProfileForm, TieForm
from ..reads.profile import planned_during, profile_page
from ..reads.profile_history import profile_history


def _profile(request: HttpRequest, pk: int, perm: str = "profile.view") -> Coordinator:
    require(request, perm)
    found = Coordinator.objects.for_user(request.user).select_related("user__organisation")
    return get_object_or_404(found, pk=pk)


@require_GET
def own_profile(request: HttpRequest) -> HttpResponse:
    """The own page, under an address that everybody can remember."""
    require(request, "own_profile.view")
    return redirect(profiles.give_profile(request.user))


@require_GET
def profile(request: HttpRequest, pk: int) -> HttpResponse:
    coordinator = _profile(request, pk)
    return render(request, "cases/coordinators/profile.html", profile_page(coordinator, request.user))


@require_GET
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what: for the coordinator and for the office alike."""
    coordinator = _profile(request, pk)
    is_own = coordinator.user_id == request.user.pk
    context = {
        "coordinator": coordinator,
        "kicker": "" if is_own else str(coordinator),
        "entries": profile_history(coordinator),
    }
    return render(request, "cases/coordinators/profile_history.html", context)


def _profile_form(
    request: HttpRequest,
    pk: int,
    form_class: type[ProfileActForm],
    *,
    title: str,
    done: str | Callable[[Any], str],
    **extra: Any,
) -> HttpResponse:
    coordinator = _profile(request, pk, "profile.change")
    data = sent(request)
    form = form_class(data, coordinator=coordinator, user=request.user)
    return form_page(
        request,
        form,
        title=title,
        kicker="" if coordinator.user_id == request.user.pk else str(coordinator),
        submit=_("Bewaren"),
        done=done,
        back_url=coordinator.get_absolute_url(),
        back_label=_("Terug naar het profiel"),
        **extra,
    )


@form_view
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _profile_form(request, pk, ProfileForm, title=_("Profiel aanpassen"), done=_("Het profiel is bewaard."))


@form_view
def add_employer(request: HttpRequest, pk: int) -> HttpResponse:
    return _profile_form(
        request,
        pk,
        EmployerForm,
        title=_("Werkgever toevoegen"),
        text=_(
            "Een coördinator is onafhankelijk. Wie werkt voor een organisatie die zorg geeft of beslist over "
            "gezinnen, kan geen zaak krijgen."
        ),
        done=_("De werkgever staat in het profiel."),
    )


@form_view
def add_tie(request: HttpRequest, pk: int) -> HttpResponse:
    return _profile_form(
        request,
        pk,
        TieForm,
        title=_("Band met een organisatie"),
        text=_("Zaken die deze organisatie aanmeldt, gaan dan naar iemand anders."),
        done=_("De band staat in het profiel."),
    )


def _leave_is_kept(leave: CoordinatorLeave) -> str:
    """With the days that were planned in it already: somebody has to be there."""
    planned = planned_during(leave)
    if not planned:
        return _("Het verlof staat in het profiel.")
    days = ", ".join(f"{case.number} ({dutch.long_date(day)})" for case, day in planned)
    return _(
        "Het verlof staat in het profiel. Er is dan al een dag gepland: %(days)s. De regiomanager regelt waarneming."
    ) % {"days": days}


@form_view
def add_leave(request: HttpRequest, pk: int) -> HttpResponse:
    return _profile_form(
        request,
        pk,
        LeaveForm,
        title=_("Verlof"),
        text=_("In deze periode vragen we niet om een nieuwe zaak."),
        done=_leave_is_kept,
    )


@require_POST
def declare_employers(request: HttpRequest, pk: int) -> HttpResponse:
    found = _profile(request, pk, "profile.change")
    act = partial(profiles.declare_employers, found, by=request.user)
    return pressed(request, act, done=_("Dank je. De opgave is van vandaag."), to=found, rows=lambda: [found])


@require_POST
def remove_employer(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    found = _profile(request, pk, "profile.change")
    organisation = get_object_or_404(found.employers.all(), pk=row)
    act = partial(profiles.remove_employer, found, organisation, by=request.user)
    return pressed(request, act, done=_("De werkgever is uit het profiel gehaald."), to=found, rows=lambda: [found])


@require_POST
def remove_tie(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    found = _profile(request, pk, "profile.change")
    tie = get_object_or_404(found.ties.filter(organisation__isnull=False), pk=row)
    act = partial(profiles.remove_tie, tie, by=request.user)
    return pressed(request, act, done=_("De band is weggehaald."), to=found, rows=lambda: [tie])


@form_view
def cover_leave(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Who works on all cases of somebody on leave; for the office alone."""
    found = _profile(request, pk, "profile.manage")
    leave = get_object_or_404(found.leaves.all(), pk=row)
    words = {"name": found, "first": dutch.long_date(leave.starts_on), "last": dutch.long_date(leave.ends_on)}
    return form_page(
        request,
        CoverForm(request.POST or None, leave=leave, user=request.user, initial={"cover": leave.cover_id}),
        title=_("Waarneming voor %(name)s") % words,
        text=_("Van %(first)s tot en met %(last)s. Wie waarneemt, werkt dan in alle lopende zaken van %(name)s.")
        % words,
        submit=_("Bewaren"),
        done=lambda saved: _("De waarneming is geregeld.") if saved.cover_id else _("Niemand neemt waar."),
        back_url=found.get_absolute_url(),
        back_label=_("Terug"),
    )


@require_POST
def remove_leave(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    found = _profile(request, pk, "profile.change")
    leave = get_object_or_404(found.leaves.all(), pk=row)
    act = partial(profiles.remove_leave, leave, by=request.user)
    return pressed(request, act, done=_("Het verlof is weggehaald."), to=found, rows=lambda: [leave])
