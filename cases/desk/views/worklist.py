"""The regional manager's desk."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.models import Case, SavedFilter
from ekc.access import require, shown
from ekc.pages import form_page

from ..acts.saved_filters import clean_query, make_default
from ..filters import WorklistFilter
from ..forms.desk import SaveFilterForm
from ..reads.worklist import rows_of, worklist_of


@require_GET
def worklist(request: HttpRequest) -> HttpResponse:
    require(request, "worklist.view")
    kept = list(SavedFilter.objects.for_user(request.user))
    if not request.GET and (first := next((each for each in kept if each.is_default), None)):
        return redirect(f"{request.path}?{first.query}")
    chosen = WorklistFilter(request.GET, queryset=Case.objects.for_user(request.user), user=request.user)
    found = chosen.qs
    listed = worklist_of(found, request.GET, chosen.form.cleaned_data)
    rows = rows_of(shown(request, listed.cases, what=_("de werklijst")))
    here = clean_query(request.GET.urlencode())
    saved = [{"label": each.name, "url": f"?{each.query}", "current": each.query == here} for each in kept]
    context = {
        "saved": saved,
        "here": urlencode({"bewaar": here}),
        "filter": chosen,
        "worklist": listed,
        "page": listed.page,
        "rows": rows,
    }
    return render(request, "cases/desk/worklist.html", context)


@require_http_methods(["GET", "POST"])
def saved_filters(request: HttpRequest) -> HttpResponse:
    """The filters that one keeps, and a form to keep the present one: it comes along in the address."""
    require(request, "worklist.view")
    form = SaveFilterForm(request.POST or None, user=request.user, initial={"query": request.GET.get("bewaar", "")})
    return form_page(
        request,
        form,
        save=form.save,
        title=_("Bewaarde filters"),
        submit=_("Bewaren"),
        done=_("Het filter is bewaard."),
        back_url=reverse("cases:worklist") + "?tab=nieuw",
        back_label=_("Werklijst"),
        to=reverse("cases:worklist") + "?" + clean_query(request.POST.get("query", "")),
        template="cases/desk/saved_filters.html",
        extra={"saved": SavedFilter.objects.for_user(request.user), "to_keep": form["query"].value()},
    )


@require_POST
def change_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin with this filter, no longer begin with it, or delete it."""
    require(request, "worklist.view")
    saved = get_object_or_404(SavedFilter.objects.for_user(request.user), pk=pk)
    if request.POST.get("act") == "delete":
        saved.delete()
        messages.success(request, _("Het filter is verwijderd."))
    else:
        make_default(saved, is_default=request.POST.get("act") == "default")
        messages.success(request, _("Bewaard."))
    return redirect("cases:saved_filters")
