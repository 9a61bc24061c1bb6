"""The pool of coordinators, its export, and reading profiles in from Excel."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases.models import ProfileImport
from cases.spoken_languages import with_wholes
from ekc.access import require
from ekc.audit.acts import record_read
from ekc.audit.codes import ReadAction
from ekc.dates import local_today
from ekc.documents.files import attachment
from ekc.once.acts import Outcome, once
from ekc.pages import NotNow, form_view, go_on, pressed
from ekc.refusal import Refusal
from ekc.spreadsheets import CONTENT_TYPE, MOST_BYTES, NotReadable, read_sheet, sheet_file

from ..acts.profile_import import Reading, keep_reading, kept_reading, read_profiles, save_reading
from ..filters import CoordinatorFilter
from ..forms.profile import ImportForm
from ..profile_columns import HEADS, explanation, row_of, what_is_known
from ..reads.pool import in_figures, per_language, per_region, pool_of, pool_rows

PAGE_SIZE = 25


def _filtered(request: HttpRequest) -> tuple[list[Any], CoordinatorFilter]:
    """Everybody in the pool, and the filter on it; the whole is read once, for the figures above the list."""
    everybody = list(pool_of(request.user))
    languages = sorted(with_wholes(code for each in everybody for code in each.languages))
    found = CoordinatorFilter(request.GET, queryset=pool_of(request.user), user=request.user, languages=languages)
    return everybody, found


@require_GET
def pool(request: HttpRequest) -> HttpResponse:
    require(request, "pool.view")
    everybody, chosen = _filtered(request)
    page = Paginator(chosen.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": chosen,
        "page": page,
        "rows": pool_rows(page),
        "figures": in_figures(everybody),
        "regions": per_region(everybody, request.user),
        "spoken_languages": per_language(everybody),
        "query": request.GET.urlencode(),
    }
    return render(request, "cases/coordinators/pool.html", context)


def _xlsx(content: bytes, name: str) -> HttpResponse:
    return attachment(content, name, content_type=CONTENT_TYPE)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The profiles of the filtered pool, in the same columns that are read in."""
    require(request, "pool.view")
    _everybody, chosen = _filtered(request)
    record_read(request, case_number="", what=_("profielen van coördinatoren"), action=ReadAction.EXPORT)
    known = what_is_known()
    content = sheet_file(_("Coördinatoren"), HEADS, [row_of(each, known) for each in chosen.qs], notes=explanation())
    return _xlsx(content, f"coordinatoren-{local_today():%Y-%m-%d}.xlsx")


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """An empty file with the right columns, and their explanation on a second sheet."""
    require(request, "pool.view")
    return _xlsx(sheet_file(_("Coördinatoren"), HEADS, [], notes=explanation()), "profielen-voorbeeld.xlsx")


@form_view
def read_in(request: HttpRequest) -> HttpResponse:
    """Choose a file. What is wrong in it is shown row by row; a file without faults waits for a yes."""
    require(request, "pool.view")
    form = ImportForm(request.POST or None, request.FILES or None)
    faults: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            uploaded = form.cleaned_data["file"]
            # Not a byte more than is allowed comes into memory.
            heads, lines = read_sheet(uploaded.read(MOST_BYTES + 1))
        except NotReadable as error:
            form.add_error("file", error.reason)
        else:
            faults = read_profiles(heads, lines, by=request.user).faults
            if not faults:
                return go_on(request, once(request, lambda: _keep(request, heads, lines)))
    status = 422 if faults or form.errors else 200
    context = {"form": form, "faults": faults, "columns": explanation()}
    return render(request, "cases/coordinators/profile_import.html", context, status=status)


def _keep(request: HttpRequest, heads: Any, lines: Any) -> Outcome:
    return Outcome(reverse("cases:profile_import_check", args=[keep_reading(heads, lines, by=request.user).pk]))


def _kept(request: HttpRequest, pk: int) -> ProfileImport:
    require(request, "pool.view")
    return get_object_or_404(ProfileImport.objects.for_user(request.user), pk=pk)


@require_GET
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file would change, before it does."""
    kept = _kept(request, pk)
    try:
        reading = kept_reading(kept, by=request.user)
    except Refusal as refusal:
        raise NotNow.refused(refusal, to="cases:profile_import") from refusal
    return render(request, "cases/coordinators/profile_import_check.html", {"kept": kept, "reading": reading})


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    kept = _kept(request, pk)
    return pressed(
        request,
        lambda: save_reading(kept, by=request.user),
        done=_in_numbers,
        to=reverse("cases:pool"),
        refused_to=reverse("cases:profile_import"),
    )


def _in_numbers(reading: Reading) -> str:
    counts = {"new": len(reading.new), "changed": len(reading.changed), "same": reading.unchanged}
    return _("Ingelezen: %(new)d nieuw, %(changed)d veranderd, %(same)d waren al zo.") % counts
