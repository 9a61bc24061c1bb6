"""A new personal link, or none any more: one pair of buttons wherever a link exists (`ekc.links`)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ekc.dutch import whole_number
from ekc.links import LINKS, LinkKind
from ekc.once.acts import Outcome
from ekc.pages import pressed, shown

from ..new_links import end_the_link, give_new_link
from ..shell import fetch_case


def _row(request: HttpRequest, number: str, ref: str) -> tuple[LinkKind, Any]:
    """`conferences.invitation-12`: the row of this case, for who may change its link."""
    name, _dash, pk = ref.rpartition("-")
    kind, key = LINKS.get(name), whole_number(pk, digits=9)
    if kind is None or not kind.perm or key is None:
        raise Http404
    # Through the case: of a questionnaire nobody here reads more than where its link went.
    case = fetch_case(request, number, kind.perm, kind.what)
    row = kind.model._default_manager.filter(pk=key).first()
    if row is None or kind.case(row) != case:
        raise Http404
    return kind, row


@require_POST
@never_cache
def new_link(request: HttpRequest, number: str, ref: str) -> HttpResponse:
    """By mail where it went by mail; else shown this once, to hand over in another way."""
    kind, row = _row(request, number, ref)
    back = kind.back(row)

    def act() -> Outcome:
        link, to = give_new_link(row, kind.case(row), by=request.user)
        if to:
            return Outcome(back, _("De nieuwe link is gemaild naar %(to)s. De oude werkt niet meer.") % {"to": to})
        return Outcome("", link)

    def draw(link: str) -> HttpResponse:
        context = {"who": row, "link": link, "number": number, "back_url": back}
        return render(request, "cases/casepage/personal_link.html", context)

    return shown(request, act, draw, refused_to=back)


@require_POST
def withdraw(request: HttpRequest, number: str, ref: str) -> HttpResponse:
    kind, row = _row(request, number, ref)
    done = _("De link is ingetrokken. Met Nieuwe link geeft u een andere.")
    return pressed(request, lambda: end_the_link(row, by=request.user), done=done, to=kind.back(row))
