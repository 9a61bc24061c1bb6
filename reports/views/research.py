"""Rows for research: asking for them, and which projects there are."""

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ekc.access import require
from ekc.pages import form_page, form_view, sent

from ..models import ResearchProject
from ..research_forms import ResearchProjectForm, RowsForm


@form_view
def rows(request: HttpRequest) -> HttpResponse:
    """Ask for pseudonymised rows; they come among the downloads. Below it the projects, for who keeps them."""
    require(request, "research.view")
    form = RowsForm(sent(request), user=request.user)
    return form_page(
        request,
        form,
        template="reports/research.html",
        title=_("Gegevens voor onderzoek"),
        submit=_("Vraag het bestand aan"),
        done=_("Uw bestand wordt gemaakt. Dat duurt meestal minder dan een minuut."),
        to=reverse("reports:downloads"),
        back_url=reverse("reports:index"),
        back_label=_("Cijfers"),
        around=lambda: {
            "projects": ResearchProject.objects.for_user(request.user),
            "may_change": rules.has_perm("research.change", request.user),
        },
    )


def _project_form(request: HttpRequest, project: ResearchProject | None) -> HttpResponse:
    form = ResearchProjectForm(sent(request), by=request.user, project=project)
    return form_page(
        request,
        form,
        title=str(project) if project else _("Nieuw onderzoek"),
        submit=_("Bewaren"),
        done=_("Het onderzoek is bewaard."),
        back_url=reverse("reports:research"),
        back_label=_("Gegevens voor onderzoek"),
    )


@form_view
def create_project(request: HttpRequest) -> HttpResponse:
    require(request, "research.change")
    return _project_form(request, None)


@form_view
def edit_project(request: HttpRequest, slug: str) -> HttpResponse:
    require(request, "research.change")
    return _project_form(request, get_object_or_404(ResearchProject, slug=slug))
