"""One person who goes out of a file that stays: what goes, what stays, and the texts that name them."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.casepage.shell import act_page
from ekc.pages import NotNow, form_view, sent

from ..forms.taking_out import TakingOutForm
from ..reads.taken_out import may_decide, preview_of, takes_out
from .asked import address_of, fetch_request

AT_ONCE = 15
"""So many texts stand on one page."""


@form_view
def texts(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    asked = fetch_request(request, number, pk, "privacy.answer")
    if not takes_out(asked) or not may_decide(asked):
        raise NotNow(_("Bij dit verzoek valt nu niets te kiezen over één persoon."), to=address_of(asked))
    again = "alles" in request.GET
    preview = preview_of(asked)
    here = reverse("cases:taken_out", args=[number, pk])
    shown = preview.texts if again else preview.waiting[:AT_ONCE]
    return act_page(
        request,
        asked.case,
        TakingOutForm(sent(request), asked=asked, user=request.user, texts=shown),
        title=_("Eén persoon uit het dossier"),
        text=_("%(name)s gaat eruit, het dossier blijft. Er gaat niets weg voordat landelijk beheer het goedkeurt.")
        % {"name": asked.of_whom},
        submit=_("Bewaren"),
        done=_said,
        to=here,
        back_url=address_of(asked),
        template="cases/privacy/taken_out.html",
        asked=asked,
        preview=preview,
        waiting=len(preview.waiting),
        again=again,
        here=here,
    )


def _said(number: int) -> str:
    return ngettext("Bewaard: %(number)d tekst.", "Bewaard: %(number)d teksten.", number) % {"number": number}
