"""The filters that a regional manager keeps."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.models import SavedFilter
from ekc.access import require
from ekc.pages import form_page, form_view, pressed

from ..acts.saved_filters import clean_query, make_default
from ..forms.saved_filters import SaveFilterForm


@form_view
def saved_filters(request: HttpRequest) -> HttpResponse:
    """The filters that one keeps, and a form to keep the present one: it comes along in the address."""
    require(request, "worklist.view")
    form = SaveFilterForm(request.POST or None, user=request.user, initial={"query": request.GET.get("bewaar", "")})
    return form_page(
        request,
        form,
        title=_("Bewaarde filters"),
        submit=_("Bewaren"),
        done=_("Het filter is bewaard."),
        back_url=reverse("cases:worklist") + "?tab=nieuw",
        back_label=_("Werklijst"),
        to=reverse("cases:worklist") + "?" + clean_query(request.POST.get("query", "")),
        template="cases/desk/saved_filters.html",
        saved=SavedFilter.objects.for_user(request.user),
        to_keep=form["query"].value(),
    )


@require_POST
def change_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin with this filter, no longer begin with it, or delete it."""
    require(request, "worklist.view")
    saved = get_object_or_404(SavedFilter.objects.for_user(request.user), pk=pk)
    here = reverse("cases:saved_filters")
    asked = request.POST.get("act")
    if asked == "delete":
        return pressed(request, saved.delete, done=_("Het filter is verwijderd."), to=here, rows=lambda: [saved])
    act = partial(make_default, saved, is_default=asked == "default")
    return pressed(request, act, done=_("Bewaard."), to=here)
