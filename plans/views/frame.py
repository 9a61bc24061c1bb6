"""The veiligheidskader: reading it, writing it, handing it in."""

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases.casepage.shell import case_page, fetch_case
from cases.preparation.acts.account_invitation import open_invitations
from ekc.pages import NotNow, form_page, form_view, pressed

from ..acts.frame import drop_next_version
from ..codes import FrameState
from ..forms.frame import FrameAuthorForm, FrameForms, NextVersionForm, ReadingForm
from ..queries import current_frame, earlier_frames, newest_frame
from .common import back_to_frame


@require_GET
def frame(request: HttpRequest, number: str) -> HttpResponse:
    """The tab. A draft is seen by who writes it, and by nobody else."""
    case = fetch_case(request, number, "frame.view", _("het veiligheidskader"))
    may_change = rules.has_perm("frame.change", request.user, case)
    shown = newest_frame(case) if may_change else current_frame(case)
    context = {
        **case_page(request, case, tab="frame"),
        "frame": shown,
        "may_change": may_change,
        "may_assign": case.needs_frame and shown is None and rules.has_perm("frame.assign", request.user, case),
        "is_draft": shown is not None and shown.state == FrameState.DRAFT,
        "may_begin_next": may_change and shown is not None and shown.state != FrameState.DRAFT,
        "in_force": current_frame(case),
        "earlier": earlier_frames(case),
        "may_record_reading": rules.has_perm("circle.change", request.user, case) and shown is not None,
    }
    return render(request, "plans/frame.html", context)


@form_view
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Write the draft, add a bottom line, or hand it in. A refused act keeps all that was typed."""
    case = fetch_case(request, number, "frame.change", _("het veiligheidskader"))
    draft = newest_frame(case)
    if draft is not None and draft.state != FrameState.DRAFT:
        submitted = _("Het veiligheidskader is ingediend. Maak een nieuwe versie om het te veranderen.")
        raise NotNow(submitted, to=reverse("plans:frame", args=[number]))
    forms = FrameForms(case, draft, request.POST or None)
    submit = "save_draft" not in request.POST
    return form_page(
        request,
        forms,
        save=lambda: forms.save(by=request.user, submit=submit),
        redraws="add_line",
        done=_("Het veiligheidskader is ingediend.") if submit else _("Het concept is bewaard."),
        template="plans/frame_form.html",
        **back_to_frame(case),
    )


@form_view
def assign(request: HttpRequest, number: str) -> HttpResponse:
    """The regional manager says who writes it, where the referrer has no account."""
    case = fetch_case(request, number, "frame.assign", _("het veiligheidskader"))
    form = FrameAuthorForm(request.POST or None, initial={"professional": case.safety_professional_id})
    return form_page(
        request,
        form,
        save=lambda: form.save(case, by=request.user),
        title=_("Wie schrijft het veiligheidskader?"),
        text=_("Deze professional ziet de aanmelding, schrijft het kader en toetst straks het plan eraan."),
        submit=_("Vragen"),
        done=_("De professional krijgt bericht dat er iets klaarstaat."),
        template="plans/frame_assign.html",
        invitation=next(iter(open_invitations(case)), None),
        **back_to_frame(case),
    )


@form_view
def next_version(request: HttpRequest, number: str) -> HttpResponse:
    """What was handed in never changes: a change is a next version, with a reason."""
    case = fetch_case(request, number, "frame.change", _("het veiligheidskader"))
    found = current_frame(case)
    if found is None:
        raise Http404
    form = NextVersionForm(request.POST or None)
    return form_page(
        request,
        form,
        save=lambda: form.save(found, by=request.user),
        title=_("Nieuwe versie van het veiligheidskader"),
        text=_(
            "Versie %(number)s blijft gelden tot u de nieuwe indient. Wie versie %(number)s heeft gezien, krijgt "
            "bericht. De nieuwe versie moet opnieuw met de familie worden gelezen."
        )
        % {"number": found.version},
        submit=_("Nieuwe versie maken"),
        done=_("De nieuwe versie is een concept. Dien het in als het klaar is."),
        to=reverse("plans:frame_edit", args=[number]),
        **back_to_frame(case),
    )


@require_POST
def drop_version(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "frame.change", _("het veiligheidskader"))
    found = newest_frame(case)
    if found is None:
        raise Http404
    rows = [found, *found.bottom_lines.all()]
    return pressed(
        request,
        lambda: drop_next_version(found, by=request.user),
        done=_("De nieuwe versie is weg. De vorige blijft gelden."),
        to=reverse("plans:frame", args=[number]),
        rows=lambda: rows,
    )


@form_view
def read_with_family(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "circle.change", _("het veiligheidskader"))
    found = current_frame(case)
    if found is None:
        raise Http404
    form = ReadingForm(request.POST or None, frame=found)
    return form_page(
        request,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Gelezen met de familie"),
        text=_("De familie moet het veiligheidskader kennen vóór de conferentie."),
        submit=_("Vastleggen"),
        done=_("Vastgelegd dat de familie het veiligheidskader kent."),
        **back_to_frame(case),
    )
