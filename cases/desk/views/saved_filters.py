"""The filters that a regional manager keeps."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases.models import SavedFilter
from ekc.access import require
from ekc.pages import form_page

from ..acts.saved_filters import clean_query, make_default
from ..forms.saved_filters import SaveFilterForm


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
