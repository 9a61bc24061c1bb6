"""What people want to know or to be heard about, and sharing it with the professionals."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.models import InformationWish
from ekc.pages import telling

from ..acts import wishes
from ..forms.wishes import WishForm
from .preparation import _case, _page, _row, _tab, form_view


# --- wishes and questions ----------------------------------------------------------------------------------
@form_view
def wish_add(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    initial = {"kind": request.GET.get("soort", "informatie")}
    form = WishForm(request.POST or None, case=case, user=request.user, initial=initial)
    return _page(request, case, form, title=_("Wat wil iemand weten?"), submit=_("Toevoegen"), done=_("Staat erbij."))


@form_view
def wish(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    found = _row(request, InformationWish, number, pk)
    form = WishForm(request.POST or None, instance=found, case=found.case, user=request.user)
    return _page(request, found.case, form, title=_("Wat iemand wil weten"), submit=_("Bewaren"), done=_("Bewaard."))


@require_POST
def wishes_share(request: HttpRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    with telling(request, _("De professionals zien nu de vragen, zonder van wie ze komen.")):
        wishes.share_questions(case, by=request.user)
    return redirect(_tab(number))
