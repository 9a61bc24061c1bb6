"""Asking somebody without an account for the frame, and what that person does behind a personal link."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from cases.casepage.shell import fetch_case, fetch_row
from cases.told_text import Secrets
from ekc.audit.acts import record_read
from ekc.links import closed_page, look_up
from ekc.pages import form_page, form_view, pressed, sent
from ekc.ratelimit import too_often

from ..acts.guests import release_guest
from ..codes import FrameState, GuestTask
from ..forms.frame import SHEET, FrameForms
from ..forms.guests import AskGuestForm, AskTesterForm, GuestAddressForm, SignForm
from ..forms.testing import PlanTestForm
from ..models import FrameGuest
from ..on_paper import FramePaper
from ..queries import awaited_of, current_frame, current_version, newest_frame, plan_of
from ..reads.testing import page_of_test
from .common import back_to_frame
from .frame import kept_between_times, row_button
from .testing import said_of

MOST_AN_HOUR = 600
"""Of one address: it keeps what is typed every few seconds, and still nobody guesses a link."""
ASKED = {
    GuestTask.WRITES: (
        _lazy("Een andere instantie vragen"),
        _lazy("Bijvoorbeeld een woningcorporatie bij huurschuld. Zij schrijft het kader zonder account, en toetst."),
    ),
    GuestTask.SIGNS: (
        _lazy("Een teamleider laten meetekenen"),
        _lazy("De teamleider leest het concept met een link, en tekent mee of zegt wat er anders moet."),
    ),
    GuestTask.TESTS: (
        _lazy("Nog iemand zonder account laten toetsen"),
        _lazy("Het plan gaat pas door als iedereen die toetst heeft besloten."),
    ),
}


@form_view
def ask(request: HttpRequest, number: str, task: GuestTask) -> HttpResponse:
    perm = "frame.change" if task == GuestTask.SIGNS else "frame.assign"
    case = fetch_case(request, number, perm, _("het veiligheidskader"))
    form = AskGuestForm(request.POST or None, case=case, task=task, by=request.user)
    title, text = ASKED[task]
    return form_page(
        request,
        form,
        title=title,
        text=text,
        submit=_("Vragen"),
        done=lambda guest: _("%(name)s krijgt een mail met een link.") % {"name": guest},
        **back_to_frame(case),
    )


@form_view
def ask_tester(request: HttpRequest, number: str) -> HttpResponse:
    """A second professional with an account of their own tests along."""
    case = fetch_case(request, number, "frame.assign", _("het veiligheidskader"))
    form = AskTesterForm(sent(request), case=case, by=request.user)
    return form_page(
        request,
        form,
        title=_("Nog iemand met een account laten toetsen"),
        text=ASKED[GuestTask.TESTS][1],
        submit=_("Vragen"),
        done=lambda tester: _("%(name)s krijgt bericht, en ziet de zaak voortaan.") % {"name": tester},
        **back_to_frame(case),
    )


@form_view
def address(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    row = _asked(request, number, pk)
    form = GuestAddressForm(request.POST or None, initial={"email": row.email})
    return form_page(
        request,
        form,
        save=lambda: form.save(row, by=request.user),
        title=_("Mailadres van %(name)s") % {"name": row},
        text=_("De link gaat naar het nieuwe adres. De link van het oude adres werkt dan niet meer."),
        submit=_("Bewaren en opnieuw sturen"),
        done=_("De link is opnieuw verstuurd."),
        **back_to_frame(row.case),
    )


def _asked(request: HttpRequest, number: str, pk: int) -> FrameGuest:
    guests = FrameGuest.objects.select_related("case__region")
    found: FrameGuest = fetch_row(request, guests, number, "frame.guests", _("een vraag zonder account"), pk=pk)
    return found


@require_POST
def release(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    guest = _asked(request, number, pk)
    return pressed(
        request,
        lambda: release_guest(guest, by=request.user),
        done=_("%(name)s hoeft dit niet meer te doen. De link werkt niet meer.") % {"name": guest},
        to=reverse("plans:frame", args=[number]),
    )


@login_not_required
@never_cache
@sensitive_post_parameters()
@form_view
def guest(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever was asked. A GET shows a button and nothing of anybody: scanners of mail open links (R76)."""
    if too_often(request, "frame-guest", limit=MOST_AN_HOUR, seconds=3600):
        return render(request, "429.html", status=429)
    found = look_up(FrameGuest, token)
    if found.closed:
        return closed_page(request, found)
    if request.method == "GET":
        return render(request, "plans/guest_door.html", {"guest": found.row})
    record_read(request, case_number=found.row.case.number, what=_("het veiligheidskader, met een persoonlijke link"))
    return _page(request, found.row)


def _page(request: HttpRequest, row: FrameGuest) -> HttpResponse:
    """What this person can do now: sign, write, test; or read what was handed in."""
    in_force, newest = current_frame(row.case), newest_frame(row.case)
    if row.task == GuestTask.SIGNS:
        is_open = row.frame is not None and row.frame.state == FrameState.DRAFT
        return _sign(request, row) if is_open else _waiting(request, row)
    if row.task == GuestTask.WRITES and in_force is None and (newest is None or newest.guest_id == row.pk):
        return _write(request, row)
    return _test(request, row) if _may_test(row) else _waiting(request, row)


def _typed(request: HttpRequest, name: str) -> Any:
    """What was sent; None where the button of the door was pressed."""
    return request.POST if name in request.POST else None


def _sign(request: HttpRequest, row: FrameGuest) -> HttpResponse:
    frame = row.frame
    if frame is None:
        raise Http404
    form = SignForm(_typed(request, "mark"), frame=frame)
    return form_page(
        request,
        form,
        save=lambda: form.save(row),
        to=reverse("plans:guest_done"),
        template="plans/guest_sign.html",
        **_around(row, paper=FramePaper(frame)),
    )


def _write(request: HttpRequest, row: FrameGuest) -> HttpResponse:
    forms = FrameForms(row.case, newest_frame(row.case), _typed(request, SHEET), guest=row)
    if "autosave" in request.POST:
        return kept_between_times(forms, by=None)
    return form_page(
        request,
        forms,
        save=lambda: forms.save(by=None, submit="save_draft" not in request.POST),
        redraws=row_button(request),
        to=reverse("plans:guest_done"),
        template="plans/frame_form.html",
        **_around(row, submit=_("Indienen")),
    )


def _may_test(row: FrameGuest) -> bool:
    return any(each.guest == row for each in awaited_of(plan_of(row.case)))


def _test(request: HttpRequest, row: FrameGuest) -> HttpResponse:
    plan, frame = plan_of(row.case), current_frame(row.case)
    version = current_version(plan) if plan is not None else None
    if plan is None or frame is None or version is None:
        raise Http404
    typed = _typed(request, "capacity")
    form = PlanTestForm(typed, frame=frame, version=version, guest=row, capacity=row.function)
    return form_page(
        request,
        form,
        save=lambda: form.save(plan, by=None),
        done=said_of,
        to=reverse("plans:guest_done"),
        template="plans/test.html",
        around=lambda: page_of_test(version, form),
        **_around(row, title=_("Plan toetsen"), submit=_("Besluit vastleggen")),
    )


def _waiting(request: HttpRequest, row: FrameGuest) -> HttpResponse:
    frame = current_frame(row.case)
    return render(request, "plans/guest_waiting.html", _around(row, paper=FramePaper(frame) if frame else None))


def _around(row: FrameGuest, **page: Any) -> dict[str, Any]:
    nowhere = {"back_url": "", "back_label": "", "cancel_url": ""}
    told = Secrets(row.case).veiled(row)
    return {"guest": told, "about": told.about, "base": "base_public.html", **nowhere, **page}


@login_not_required
@require_GET
def guest_done(request: HttpRequest) -> HttpResponse:
    """The word of thanks knows nobody."""
    return render(request, "plans/guest_done.html")
