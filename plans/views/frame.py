"""The veiligheidskader: reading it, writing it, handing it in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases.casepage.shell import case_page, fetch_case
from cases.preparation.acts.account_invitation import open_invitations
from cases.referral.acts.drafts import ChangedElsewhere
from ekc.accounts.models import User
from ekc.pages import NotNow, form_page, form_view, pressed
from ekc.refusal import Refusal

from ..acts.frame import drop_next_version, submit_frame
from ..acts.not_needed import take_back_not_needed
from ..codes import FrameState
from ..forms.frame import (
    ROW_BUTTONS,
    FrameAuthorForm,
    FrameForms,
    NextVersionForm,
    NotNeededForm,
    ReadingForm,
)
from ..forms.papers import ReaderForm
from ..queries import current_frame, newest_frame, wants_signature
from ..reads.frame import frame_tab
from .common import back_to_frame


@require_GET
def frame(request: HttpRequest, number: str) -> HttpResponse:
    """The tab. A draft is seen by who writes it, and by nobody else."""
    case = fetch_case(request, number, "frame.view", _("het veiligheidskader"))
    context = {**case_page(request, case, tab="frame"), **frame_tab(case, request.user), "reader_form": ReaderForm()}
    return render(request, "plans/frame.html", context)


@form_view
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Write the draft, add a row, or hand it in. A refused act keeps all that was typed."""
    case = fetch_case(request, number, "frame.change", _("het veiligheidskader"))
    draft = newest_frame(case)
    if draft is not None and draft.state != FrameState.DRAFT:
        if "autosave" in request.POST:
            return HttpResponse(status=422)  # it was on its way when the form was sent
        submitted = _("Het veiligheidskader is ingediend. Maak een nieuwe versie om het te veranderen.")
        raise NotNow(submitted, to=reverse("plans:frame", args=[number]))
    forms = FrameForms(case, draft, request.POST or None)
    if "autosave" in request.POST:
        return kept_between_times(forms, by=request.user)
    asks_signature = wants_signature(request.user)
    submit = "save_draft" not in request.POST and not asks_signature
    to_sign = asks_signature and "save_draft" not in request.POST
    return form_page(
        request,
        forms,
        save=lambda: forms.save(by=request.user, submit=submit),
        redraws=row_button(request),
        done=_("Het veiligheidskader is ingediend.") if submit else _("Het concept is bewaard."),
        to=reverse("plans:frame_ask_signer", args=[number]) if to_sign else "",
        template="plans/frame_form.html",
        base="base.html",
        about="",
        submit=_("Bewaren en laten meetekenen") if asks_signature else _("Indienen"),
        **back_to_frame(case),
    )


@require_POST
def submit(request: HttpRequest, number: str) -> HttpResponse:
    """Hand in the draft as it stands, once a team leader signed it along."""
    case = fetch_case(request, number, "frame.change", _("het veiligheidskader"))
    draft = newest_frame(case)
    if draft is None:
        raise Http404
    return pressed(
        request,
        lambda: submit_frame(draft, by=request.user),
        done=_("Het veiligheidskader is ingediend."),
        to=reverse("plans:frame", args=[number]),
    )


def row_button(request: HttpRequest) -> str:
    """The button for another row that was pressed, if any."""
    return next((button for button in ROW_BUTTONS if button in request.POST), "")


def kept_between_times(forms: FrameForms, *, by: User | None) -> HttpResponse:
    """The answer to `draft.js`: kept (204), filled in elsewhere (409), or not kept (422): the page itself says why."""
    if not forms.is_valid():
        return HttpResponse(status=422)
    try:
        forms.autosave(by=by)
    except ChangedElsewhere:
        return HttpResponse(status=409)
    except Refusal:
        return HttpResponse(status=422)
    return HttpResponse(status=204)


@form_view
def without(request: HttpRequest, number: str) -> HttpResponse:
    """Somebody decides that this case can do without a frame."""
    case = fetch_case(request, number, "frame.not_needed", _("het veiligheidskader"))
    form = NotNeededForm(request.POST or None)
    return form_page(
        request,
        form,
        save=lambda: form.save(case, by=request.user),
        title=_("Geen veiligheidskader nodig"),
        text=_("Alleen als u zeker weet dat er geen voorwaarden zijn voor de veiligheid van een kind."),
        submit=_("Vastleggen"),
        done=_("Vastgelegd: er is geen veiligheidskader nodig."),
        **back_to_frame(case),
    )


@require_POST
def needed_after_all(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "frame.not_needed", _("het veiligheidskader"))
    return pressed(
        request,
        lambda: take_back_not_needed(case, by=request.user),
        done=_("Er is weer een veiligheidskader nodig."),
        to=reverse("plans:frame", args=[number]),
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
    rows = [found, *found.bottom_lines.all(), *found.seen.all()]
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
