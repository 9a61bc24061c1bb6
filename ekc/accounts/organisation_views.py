"""Pages of landelijk beheer: an organisation that stands in the list twice."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ekc.access import require
from ekc.merging.models import Merge
from ekc.pages import form_page, form_view, sent

from .merging import organisations_together
from .merging_forms import DoubleOrganisationForm, MergeOrganisationsForm, UndoOrganisationsForm
from .models import Organisation
from .views import MANAGE


@form_view
def double(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = _organisation(request, pk)
    name = {"name": organisation.name}
    return form_page(
        request,
        DoubleOrganisationForm(request.POST or None, organisation=organisation),
        title=_("%(name)s staat er dubbel in") % name,
        text=_("%(name)s blijft staan. De naam van de ander leidt voortaan hierheen.") % name,
        submit=_("Kijk wat er bij elkaar komt"),
        to=lambda other: reverse("accounts:organisation_merge_with", args=[pk, other.pk]),
        **_back(organisation),
    )


@form_view
def together(request: HttpRequest, pk: int, double: int) -> HttpResponse:
    organisation = _organisation(request, pk)
    other = get_object_or_404(Organisation.objects.exclude(pk=pk), pk=double)
    preview = organisations_together(organisation, other)
    names = {"name": organisation.name, "other": other.name}
    form = MergeOrganisationsForm(
        sent(request), questions=preview.questions, keep=organisation, double=other, by=request.user
    )
    return form_page(
        request,
        form,
        title=_("%(other)s is dezelfde organisatie als %(name)s") % names,
        text=_("Dit komt bij elkaar. Klopt het later niet, dan is het ongedaan te maken bij %(name)s.") % names,
        submit=_("Samenvoegen"),
        done=_("%(other)s is samengevoegd met %(name)s.") % names,
        template="merging/organisations.html",
        preview=preview,
        comes_to=_("Komt van %(other)s bij %(name)s") % names,
        **_back(organisation),
    )


@form_view
def apart(request: HttpRequest, pk: int, merge: int) -> HttpResponse:
    organisation = _organisation(request, pk)
    found = Merge.objects.into(organisation).filter(pk=merge).first()
    if found is None:
        raise Http404
    return form_page(
        request,
        UndoOrganisationsForm(request.POST or None, merge=found, by=request.user),
        title=_("Samenvoegen ongedaan maken"),
        text=_("Alles wordt weer wat het was voor het samenvoegen. Wat daarna is vastgelegd bij %(name)s, blijft daar.")
        % {"name": organisation.name},
        submit=_("Ongedaan maken"),
        done=lambda other: (
            _("%(name)s en %(other)s zijn weer twee organisaties.") % {"name": organisation.name, "other": other.name}
        ),
        **_back(organisation),
    )


def _organisation(request: HttpRequest, pk: int) -> Organisation:
    require(request, MANAGE)
    found: Organisation = get_object_or_404(Organisation.objects.for_user(request.user), pk=pk)
    return found


def _back(organisation: Organisation) -> dict[str, Any]:
    return {
        "back_url": reverse("accounts:organisation", args=[organisation.pk]),
        "back_label": _("Terug"),
    }
