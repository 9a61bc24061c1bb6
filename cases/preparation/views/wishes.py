"""What people want to know or to be heard about, and sharing it with the professionals."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.models import InformationWish
from ekc.pages import form_view, pressed

from ..acts import wishes
from ..forms.wishes import WishForm
from ..shell import preparation_form, preparation_url, preparing_case, preparing_row


@form_view
def wish_add(request: HttpRequest, number: str) -> HttpResponse:
    case = preparing_case(request, number)
    initial = {"kind": request.GET.get("soort", "informatie")}
    return preparation_form(
        request,
        case,
        WishForm(request.POST or None, case=case, user=request.user, initial=initial),
        title=_("Wat wil iemand weten?"),
        submit=_("Toevoegen"),
        done=_("Staat erbij."),
    )


@form_view
def wish(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    found: InformationWish = preparing_row(request, InformationWish, number, pk)
    return preparation_form(
        request,
        found.case,
        WishForm(request.POST or None, instance=found, case=found.case, user=request.user),
        title=_("Wat iemand wil weten"),
        submit=_("Bewaren"),
        done=_("Bewaard."),
    )


@require_POST
def wishes_share(request: HttpRequest, number: str) -> HttpResponse:
    case = preparing_case(request, number)
    done = _("De professionals zien nu de vragen, zonder van wie ze komen.")
    act = partial(wishes.share_questions, case, by=request.user)
    return pressed(request, act, done=done, to=preparation_url(number), rows=case.information_wishes.all)
