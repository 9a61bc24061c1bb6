"""Keeping and destroying, for landelijk beheer. Whoever may not manage gets 404."""

from functools import partial
from typing import Any, cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ekc.access import require
from ekc.accounts.models import User
from ekc.accounts.parts import management_parts
from ekc.audit.acts import record_list
from ekc.dates import local_today
from ekc.dutch import months_in_words
from ekc.pages import form_page, form_view, pressed

from .acts import lists
from .acts.holds import lift_hold
from .codes import ListStage
from .forms import HoldForm, RejectForm, TermForm
from .models import DestructionList, DestructionProof, Hold, RetentionClass
from .overview import SHOWN, class_rows, file_rows
from .querysets import SOON_MONTHS, coming_up, due_files, holding, waiting_files

MANAGE = "retention.manage"
PAGE_SIZE = 100


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """The classes with their terms, what is due now, what comes up, what is held, and the lists."""
    require(request, MANAGE)
    due, coming, waiting = (file_rows(files) for files in (due_files(), coming_up(), waiting_files()))
    record_list(
        request, case_numbers=sorted(each.number for each in [*due, *coming, *waiting]), what=_("bewaartermijnen")
    )
    made = DestructionList.objects.select_related("made_by", "decided_by")
    context = {
        "parts": management_parts("retention:overview"),
        "classes": class_rows(),
        "due": due,
        "coming": coming,
        "soon": months_in_words(SOON_MONTHS),
        "waiting": waiting,
        "shown": SHOWN,
        "holds": holding(local_today()).select_related("by"),
        "lists": made[:SHOWN],
    }
    return render(request, "retention/overview.html", context)


@form_view
def term(request: HttpRequest, code: str) -> HttpResponse:
    require(request, MANAGE)
    kept_class = get_object_or_404(RetentionClass, code=code)
    if kept_class.months is None:
        raise Http404
    form = TermForm(request.POST or None, by=_me(request), kept_class=kept_class)
    text = _("Wat hierdoor te vernietigen is, komt op een lijst. Er gaat niets weg voordat een tweede persoon ja zegt.")
    return _page(request, form, title=str(kept_class), text=text, done=_("De termijn is bewaard."))


@form_view
def hold(request: HttpRequest) -> HttpResponse:
    require(request, MANAGE)
    form = HoldForm(request.POST or None, by=_me(request))
    text = _("Het dossier wordt niet vernietigd tot en met de dag die u kiest. Daarna loopt de termijn gewoon door.")
    done = _("Het dossier wordt aangehouden.")
    return _page(request, form, title=_("Dossier aanhouden"), text=text, done=done)


@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, MANAGE)
    held = get_object_or_404(Hold, pk=pk)
    act = partial(lift_hold, held, by=_me(request))
    return pressed(request, act, done=_("De aanhouding is opgeheven."), to=_back())


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    require(request, MANAGE)
    done = _("De lijst is gemaakt. Vraag een tweede persoon om hem te beoordelen.")
    return pressed(request, partial(lists.make_list, by=_me(request)), done=done, to=_back())


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: its files, how it stands, and what was destroyed by it."""
    require(request, MANAGE)
    made = get_object_or_404(DestructionList.objects.select_related("made_by", "decided_by"), pk=pk)
    page = Paginator(made.entries.all(), PAGE_SIZE).get_page(request.GET.get("page"))
    record_list(request, case_numbers=sorted(each.case_number for each in page), what=_("vernietigingslijst"))
    proofs = DestructionProof.objects.filter(list_number=made.pk, is_replay=False)
    context = {
        "list": made,
        "page": page,
        "may_decide": made.state == ListStage.MADE and made.made_by_id != _me(request).pk,
        "waits_for_another": made.state == ListStage.MADE and made.made_by_id == _me(request).pk,
        "goes": lists.goes_of(made),
        "tables": lists.totals_of(proofs),
        "is_whole": all(proof.is_whole for proof in proofs),
    }
    return render(request, "retention/list.html", context)


@form_view
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks "sure?", with how many files it is about."""
    require(request, MANAGE)
    made = get_object_or_404(DestructionList, pk=pk)
    return form_page(
        request,
        None,
        save=lambda: lists.approve_list(made, by=_me(request)),
        title=_("Lijst %(number)d goedkeuren?") % {"number": made.pk},
        text=_what_goes(made),
        submit=_("Goedkeuren en vernietigen"),
        danger=True,
        done=_("De lijst is goedgekeurd. Hij wordt vannacht uitgevoerd."),
        to=reverse("retention:list", args=[pk]),
        back_url=reverse("retention:list", args=[pk]),
        back_label=_("Terug"),
    )


def _what_goes(made: DestructionList) -> str:
    if made.entries.filter(person_id__isnull=False).exists():
        return _(
            "In de komende nacht gaat één persoon uit een dossier dat blijft. Dat is niet terug te draaien. De cijfers "
            "blijven gelijk."
        )
    return _(
        "In de komende nacht worden %(files)d dossiers vernietigd. Dat is niet terug te draaien. De cijfers "
        "blijven gelijk."
    ) % {"files": made.entries.count()}


@form_view
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, MANAGE)
    made = get_object_or_404(DestructionList, pk=pk)
    form = RejectForm(request.POST or None, by=_me(request), made=made)
    title = _("Lijst %(number)d afkeuren") % {"number": made.pk}
    return _page(request, form, title=title, done=_("De lijst is afgekeurd. Er wordt niets van vernietigd."))


def _page(request: HttpRequest, form: Any, **page: Any) -> HttpResponse:
    back = {"back_url": _back(), "back_label": _("Bewaren en vernietigen")}
    return form_page(request, form, submit=_("Bewaren"), **back, **page)


def _back() -> str:
    return reverse("retention:overview")


def _me(request: HttpRequest) -> User:
    # `require` let nobody through who is not signed in.
    return cast("User", request.user)
