"""The regional manager's desk."""

from urllib.parse import urlencode

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from cases.casepage.acts.kept_steps import bring_steps_up_to_date
from cases.models import Case, SavedFilter
from ekc.access import require, shown

from ..acts.saved_filters import clean_query
from ..filters import WorklistFilter
from ..reads.destroyed import destroyed_of
from ..reads.worklist import rows_of, worklist_of

_LEAD = gettext_lazy(
    "Zaken uit regio's zonder regiomanager en zonder waarnemende regio. Geef ze aan een regiomanager, of kies bij de "
    "regio wie er waarneemt."
)


@require_GET
def worklist(request: HttpRequest) -> HttpResponse:
    require(request, "worklist.view")
    kept = list(SavedFilter.objects.for_user(request.user))
    if not request.GET and (first := next((each for each in kept if each.is_default), None)):
        return redirect(f"{request.path}?{first.query}")
    chosen = WorklistFilter(request.GET, queryset=Case.objects.for_user(request.user), user=request.user)
    found = chosen.qs
    bring_steps_up_to_date()
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
        # Landelijk beheer has no aanmelding to make, only files to hand over.
        "new_url": reverse("cases:referral") if rules.has_perm("referral.create", request.user) else "",
        "lead": _LEAD if request.user.is_national else "",
        "destroyed": destroyed_of(request.user, listed),
    }
    return render(request, "cases/desk/worklist.html", context)
