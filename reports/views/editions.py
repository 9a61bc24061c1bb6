"""Editions: the list, one of them, and what its makers do with it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ekc.access import fetch, require
from ekc.pages import form_page, form_view, pressed, sent

from ..acts import editions as acts
from ..acts.downloads import request_edition_file
from ..codes import OFFERED_FORMATS, EditionState
from ..edition_forms import ChangesForm, EditionForm, SentenceForm, WithdrawForm, WordsForm
from ..editions.showing import page_of
from ..editions.storing import as_it_was
from ..models import Edition
from ..rendering import tables_with_sentences


def _edition(request: HttpRequest, pk: int, perm: str = "editions.make") -> Edition:
    """Who may not do this with any edition need not know that there is a page for it."""
    require(request, perm)
    found: Edition = fetch(request, Edition.objects.all(), perm=perm, what=_("editie van cijfers"), pk=pk)
    return found


def _page(edition: Edition) -> str:
    return reverse("reports:edition", args=[edition.pk])


@require_GET
def list_editions(request: HttpRequest) -> HttpResponse:
    """Who makes editions sees all of them; who reads figures those that are out."""
    require(request, "editions.view")
    rows = Edition.objects.for_user(request.user).light().exclude(state=EditionState.DISCARDED)
    return render(
        request, "reports/editions.html", {"rows": rows, "makes": rules.has_perm("editions.make", request.user)}
    )


@form_view
def create_edition(request: HttpRequest) -> HttpResponse:
    """Make an edition; the address may hold the choice of figures that it is to be of."""
    require(request, "editions.make")
    return form_page(
        request,
        EditionForm(sent(request), user=request.user, initial=request.GET.dict()),
        title=_("Nieuwe editie"),
        text=_(
            "De cijfers worden nu geteld en blijven daarna zoals zij zijn. U schrijft erbij wat nodig is; een collega "
            "van landelijk beheer keurt de editie goed voordat zij uitgaat."
        ),
        submit=_("Tel en maak de editie"),
        done=_("De editie is gemaakt. Lees nu de zinnen onder de tabellen na."),
        to=_page,
        back_url=reverse("reports:editions"),
        back_label=_("Edities"),
    )


@require_GET
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """One edition: where it stands, its figures, and for who makes it what can be done."""
    found = _edition(request, pk, "editions.view")
    makes = rules.has_perm("editions.make", request.user)
    return render(
        request, "reports/edition.html", {**page_of(found, request.user, makes=makes), "formats": OFFERED_FORMATS}
    )


def _form(request: HttpRequest, found: Edition, form: Any, **page: Any) -> HttpResponse:
    return form_page(request, form, kicker=str(found), back_url=_page(found), back_label=_("Terug"), **page)


@form_view
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands in front of an edition."""
    found = _edition(request, pk)
    form = WordsForm(sent(request), edition=found, by=request.user)
    return _form(request, found, form, title=_("Voor in de editie"), submit=_("Bewaren"), done=_("Bewaard."))


@form_view
def sentence(request: HttpRequest, pk: int, table: str) -> HttpResponse:
    """The sentence under one table."""
    found = _edition(request, pk)
    shown = tables_with_sentences(as_it_was(found.figures)).get(table)
    if shown is None:
        raise Http404
    form = SentenceForm(sent(request), edition=found, table=table, proposal=shown.sentence, by=request.user)
    return _form(
        request,
        found,
        form,
        template="reports/edition_sentence.html",
        title=_("Zin onder tabel %(number)s") % {"number": table},
        submit=_("Bewaren"),
        done=_("De zin is bewaard."),
        table=shown,
        earlier=found.sentences.filter(table=table).select_related("written_by"),
    )


@form_view
def next_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Count the same again, as the version that will take the place of this one."""
    found = _edition(request, pk)
    return _form(
        request,
        found,
        ChangesForm(sent(request), edition=found, by=request.user),
        title=_("Nieuwe versie maken"),
        text=_("Dezelfde keuze wordt opnieuw geteld. Deze versie blijft uit tot u de nieuwe publiceert."),
        submit=_("Tel opnieuw"),
        done=_("De nieuwe versie is gemaakt."),
        to=_page,
    )


@form_view
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a draft lapse; asks first, for it does not come back."""
    found = _edition(request, pk)
    return _form(
        request,
        found,
        None,
        save=partial(acts.discard_edition, found, by=request.user),
        title=_("Editie laten vervallen"),
        text=_("Dit concept gaat dan niet uit, en komt niet terug. De naam is weer vrij voor een andere editie."),
        submit=_("Laten vervallen"),
        done=_("De editie is vervallen."),
        danger=True,
    )


@form_view
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an edition back."""
    found = _edition(request, pk, "editions.decide")
    return _form(
        request,
        found,
        WithdrawForm(sent(request), edition=found, by=request.user),
        title=_("Editie intrekken"),
        text=_("De bestanden worden niet meer gegeven. De editie blijft te zien voor wie edities maakt."),
        submit=_("Intrekken"),
        done=_("De editie is ingetrokken."),
        danger=True,
    )


def _press(request: HttpRequest, pk: int, perm: str, act: Callable[..., Edition], done: str) -> HttpResponse:
    found = _edition(request, pk, perm)
    return pressed(request, partial(act, found, by=request.user), done=done, to=_page(found))


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    return _press(request, pk, "editions.decide", acts.approve_edition, _("De editie is goedgekeurd."))


@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    return _press(request, pk, "editions.make", acts.send_back_edition, _("De editie is weer een concept."))


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    return _press(request, pk, "editions.decide", acts.publish_edition, _("De editie is gepubliceerd."))


@require_POST
def request_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a file of an edition; it comes among the downloads."""
    found = _edition(request, pk, "editions.view")
    kind = request.POST.get("format", "")
    return pressed(
        request,
        lambda: request_edition_file(found, by=request.user, kind=kind),
        done=_("Uw bestand wordt gemaakt. Dat duurt meestal minder dan een minuut."),
        to=reverse("reports:downloads"),
        refused_to=_page(found),
    )
