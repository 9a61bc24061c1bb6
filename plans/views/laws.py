"""The articles of law on which a plan can be refused, kept by landelijk beheer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ekc.access import require
from ekc.pages import form_page, form_view, pressed

from ..acts.laws import retire_article
from ..forms.laws import LawArticleForm
from ..models import LawArticle


@require_GET
def articles(request: HttpRequest) -> HttpResponse:
    require(request, "laws.keep")
    return render(request, "plans/laws.html", {"articles": LawArticle.objects.order_by("is_retired", "name_key", "pk")})


@form_view
def article_new(request: HttpRequest) -> HttpResponse:
    require(request, "laws.keep")
    return _page(request, None)


@form_view
def article_edit(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, "laws.keep")
    return _page(request, get_object_or_404(LawArticle, pk=pk))


def _page(request: HttpRequest, found: LawArticle | None) -> HttpResponse:
    return form_page(
        request,
        LawArticleForm(request.POST or None, instance=found),
        title=_("Wetsartikel veranderen") if found else _("Nieuw wetsartikel"),
        text=_("Alleen op een artikel uit deze lijst, of op een bodem-eis, kan een plan worden geweigerd."),
        submit=_("Bewaren"),
        done=_("Het artikel is bewaard."),
        back_url=reverse("plans:laws"),
        back_label=_("Wetsartikelen"),
    )


@require_POST
def article_retire(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, "laws.keep")
    found = get_object_or_404(LawArticle, pk=pk)
    retired = not found.is_retired
    return pressed(
        request,
        lambda: retire_article(found, retired=retired),
        done=_("Het artikel kan niet meer worden gekozen.") if retired else _("Het artikel kan weer worden gekozen."),
        to=reverse("plans:laws"),
    )
