"""Which kind of conference it becomes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.casepage.shell import act_page
from cases.models import Case
from ekc.access import fetch
from ekc.pages import saved

from ..forms.variants import VariantForm


@require_http_methods(["GET", "POST"])
def variant(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch(
        request, Case.objects.with_file(), perm="variant.change", what=_("de soort conferentie"), case_number=number
    )
    form = VariantForm(request.POST or None, case=case, user=request.user)
    if request.method == "POST" and saved(form):
        messages.success(request, _("De soort conferentie is bewaard."))
        return redirect(case)
    return act_page(
        request,
        case,
        form,
        title=_("Soort conferentie"),
        submit=_("Bewaren"),
        cancel_url=case.get_absolute_url(),
    )
