"""The page on which somebody decides about texts, some at a time."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.shell import act_page
from cases.models import PrivacyRequest
from ekc.pages import sent

from ..forms.texts import TextsForm
from .asked import address_of

AT_ONCE = 15
"""So many texts stand on one page."""


def is_again(request: HttpRequest) -> bool:
    """Whether the texts of which was decided are shown as well."""
    return "alles" in request.GET


def texts_page(
    request: HttpRequest,
    asked: PrivacyRequest,
    form_class: type[TextsForm],
    texts: Sequence[Any],
    *,
    waiting: int,
    route: str,
    **page: Any,
) -> HttpResponse:
    """`texts`: those that wait, or all of them (`is_again`). `waiting`: how many wait. After saving the same page
    stands there, with those that come next."""
    again, here = is_again(request), reverse(route, args=[asked.case.number, asked.pk])
    form = form_class(sent(request), asked=asked, user=request.user, texts=texts if again else texts[:AT_ONCE])
    told = {"asked": asked, "waiting": waiting, "again": again, "here": here}
    back = address_of(asked)
    return act_page(request, asked.case, form, submit=_("Bewaren"), to=here, back_url=back, **told, **page)
