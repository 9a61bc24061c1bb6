"""The lists that landelijk beheer keeps: add, name, retire. Whoever may not manage gets 404."""

from functools import partial
from typing import Any, cast

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ekc.access import require
from ekc.accounts.models import User
from ekc.accounts.parts import management_parts
from ekc.pages import form_page, form_view, pressed

from . import acts
from .codes import KeptList
from .forms import CodeForm
from .models import ListedCode

MANAGE = "lists.manage"


@require_GET
def lists(request: HttpRequest) -> HttpResponse:
    """The lists, and how many choices each has."""
    require(request, MANAGE)
    counted = ListedCode.objects.order_by().values("in_list")
    counted = counted.annotate(now=Count("pk", filter=Q(retired_on=None)), all=Count("pk"))
    counts = {row["in_list"]: (row["now"], row["all"] - row["now"]) for row in counted}
    rows = [(which.value, which.label, *counts.get(which.value, (0, 0))) for which in KeptList]
    return render(request, "lists/lists.html", {"parts": management_parts("lists:lists"), "lists": rows})


@require_GET
def one(request: HttpRequest, which: str) -> HttpResponse:
    """One list with its choices, those that are closed beneath."""
    require(request, MANAGE)
    rows = list(ListedCode.objects.filter(in_list=_known(which)))
    context = {
        "which": which,
        "name": KeptList(which).label,
        "open": [row for row in rows if row.is_open],
        "closed": [row for row in rows if not row.is_open],
    }
    return render(request, "lists/one.html", context)


@form_view
def add(request: HttpRequest, which: str) -> HttpResponse:
    require(request, MANAGE)
    form = CodeForm(request.POST or None, by=_me(request), which=_known(which))
    title = _("%(list)s: keuze toevoegen") % {"list": KeptList(which).label}
    return _page(request, form, which, title=title, done=_("De keuze staat in de lijst."))


@form_view
def change(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, MANAGE)
    listed = get_object_or_404(ListedCode, pk=pk)
    form = CodeForm(request.POST or None, by=_me(request), which=listed.in_list, listed=listed)
    text = _("Zaken en profielen die deze keuze hebben, krijgen de nieuwe naam. In de cijfers blijft het één regel.")
    return _page(request, form, listed.in_list, title=listed.label, text=text, done=_("De keuze is bewaard."))


@form_view
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks "sure?" with what becomes of it."""
    require(request, MANAGE)
    listed = get_object_or_404(ListedCode, pk=pk)
    return form_page(
        request,
        None,
        save=lambda: acts.retire_code(listed, by=_me(request)),
        title=_("“%(name)s” sluiten?") % {"name": listed.label},
        text=_(
            "Niemand kan dit daarna nog kiezen. Waar het al gekozen is, blijft het staan, en het telt mee in de "
            "cijfers. U kunt het later weer openen."
        ),
        submit=_("Sluiten voor nieuwe keuzes"),
        done=_("De keuze is gesloten."),
        back_url=_back(listed.in_list),
        back_label=_("Terug"),
    )


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, MANAGE)
    listed = get_object_or_404(ListedCode, pk=pk)
    done = _("De keuze is weer open.")
    back, act = _back(listed.in_list), partial(acts.reopen_code, listed, by=_me(request))
    return pressed(request, act, done=done, to=back, rows=lambda: [listed])


def _page(request: HttpRequest, form: CodeForm, which: str, **page: Any) -> HttpResponse:
    return form_page(
        request, form, submit=_("Bewaren"), back_url=_back(which), back_label=KeptList(which).label, **page
    )


def _back(which: str) -> str:
    return reverse("lists:list", args=[which])


def _known(which: str) -> str:
    if which not in KeptList.values:
        raise Http404
    return which


def _me(request: HttpRequest) -> User:
    # `require` let nobody through who is not signed in.
    return cast("User", request.user)
