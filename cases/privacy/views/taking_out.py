"""One person who goes out of a file that stays: what goes, what stays, and the texts that name them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ekc.pages import NotNow, form_view

from ..forms.taking_out import TakingOutForm
from ..reads.taken_out import may_decide, preview_of, takes_out
from .asked import address_of, fetch_request
from .texts import is_again, texts_page


@form_view
def texts(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    asked = fetch_request(request, number, pk, "privacy.answer")
    if not takes_out(asked) or not may_decide(asked):
        raise NotNow(_("Bij dit verzoek valt nu niets te kiezen over één persoon."), to=address_of(asked))
    preview = preview_of(asked)
    return texts_page(
        request,
        asked,
        TakingOutForm,
        preview.texts if is_again(request) else preview.waiting,
        waiting=len(preview.waiting),
        route="cases:taken_out",
        title=_("Eén persoon uit het dossier"),
        text=_("%(name)s gaat eruit, het dossier blijft. Er gaat niets weg voordat landelijk beheer het goedkeurt.")
        % {"name": asked.of_whom},
        done=_said,
        template="cases/privacy/taken_out.html",
        preview=preview,
    )


def _said(number: int) -> str:
    return ngettext("Bewaard: %(number)d tekst.", "Bewaard: %(number)d teksten.", number) % {"number": number}
