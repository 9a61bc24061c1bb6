"""Files of figures: asking for one, seeing how far it is, and fetching it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ekc.access import fetch, require
from ekc.audit.codes import ReadAction
from ekc.documents.files import attachment
from ekc.pages import NotNow, pressed

from ..acts.downloads import request_download
from ..choices import as_data
from ..codes import BUSY_STATES, ROW_FORMATS, Audience, DownloadState
from ..download_rows import download_rows
from ..forms import DownloadForm
from ..models import Download
from ..rendering import content_type_of
from ..research.package import CONTENT_TYPE

SHOWN = 50


@require_POST
def request_file(request: HttpRequest) -> HttpResponse:
    require(request, "figures.view")
    form = DownloadForm(request.POST, user=request.user)
    if not form.is_valid():
        wrong = _("Dit bestand kan niet gemaakt worden. Kies opnieuw een programma en een periode.")
        raise NotNow(wrong, to="reports:index", level=messages.ERROR)
    chosen = as_data(form.cleaned_data)
    return pressed(
        request,
        lambda: request_download(request.user, kind=form.cleaned_data["format"], chosen=chosen),
        done=_("Uw bestand wordt gemaakt. Dat duurt meestal minder dan een minuut."),
        to=reverse("reports:downloads"),
        refused_to=f"{reverse('reports:index')}?{urlencode(chosen)}",
    )


@require_GET
def list_downloads(request: HttpRequest) -> HttpResponse:
    """The own files. While one is being made the list renews itself, with or without JavaScript."""
    require(request, "figures.view")
    rows = download_rows(list(Download.objects.for_user(request.user).light()[:SHOWN]))
    busy = any(row.download.state in BUSY_STATES for row in rows)
    template = "reports/downloads_list.html" if request.htmx else "reports/downloads.html"
    return render(request, template, {"rows": rows, "busy": busy})


@require_GET
def fetch_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One own file that is ready; the read log keeps that it left the house."""
    download = fetch(
        request,
        Download.objects.all(),
        perm="figures.view",
        what=_what(request, pk),
        action=ReadAction.EXPORT,
        pk=pk,
    )
    if download.state != DownloadState.READY:
        raise NotNow(_("Dit bestand is er nog niet."), to="reports:downloads")
    return attachment(bytes(download.content), download.filename, content_type=_content_type(download.format))


def _content_type(kind: str) -> str:
    return CONTENT_TYPE if kind in ROW_FORMATS else content_type_of(kind)


def _what(request: HttpRequest, pk: int) -> str:
    """What the read log says of a file: also whether single families can be seen in it."""
    found = Download.objects.for_user(request.user).filter(pk=pk, selection__audience=Audience.INTERNAL)
    return _("bestand met cijfers, niet beschermd") if found.exists() else _("bestand met cijfers")
