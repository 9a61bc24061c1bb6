"""The personal link to a round: sent by who calls, answered without an account."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ekc.languages import is_switching, spoken
from ekc.links import Found, closed_page, look_up
from ekc.pages import NotNow, form_page, form_view
from ekc.ratelimit import too_often
from ekc.refusal import Refusal, say_refusal

from ..forms.guests import OwnAnswerForms, SendLinksForm
from ..models import FollowUpGuest
from .calls import back_to_tab, fetch_call

ANSWERS_PER_HOUR = 60


@form_view
def send(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    found = fetch_call(request, number, pk)
    back = back_to_tab(found.case)
    form = SendLinksForm(request.POST or None, call=found)
    if not form.by_key:
        reason = _("Van niemand die nog niet antwoordde is een veilig e-mailadres bekend. Bel liever.")
        raise NotNow(reason, to=back["back_url"])
    return form_page(
        request,
        form,
        save=lambda: form.save(by=request.user),
        title=_("Wie vult het zelf in?"),
        text=_("Deze mensen krijgen een persoonlijke link, in hun eigen taal. In de mail staat niets van de zaak."),
        submit=_("Links versturen"),
        done=_("De links zijn verstuurd. Antwoorden komen vanzelf bij deze ronde."),
        **back,
    )


@login_not_required
@never_cache
@form_view
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """By personal link: how is it going? A GET changes nothing (R76); a POST keeps the answer, once."""
    found = look_up(FollowUpGuest, token)
    return spoken(request, found.language, lambda: _answer(request, found, token))


def _answer(request: HttpRequest, found: Found, token: str) -> HttpResponse:
    if found.closed:
        return closed_page(request, found)
    if request.method == "POST" and too_often(request, "follow-up", limit=ANSWERS_PER_HOUR, seconds=3600):
        return render(request, "429.html", status=429)
    forms = OwnAnswerForms(found.row, request.POST or None)
    if is_switching(request):
        forms.leave_unjudged()
    elif request.method == "POST" and forms.is_valid():
        try:
            forms.save()
        except Refusal as refusal:
            say_refusal(forms, refusal)
        else:
            return render(request, "followup/public/thanks.html")
    return render(request, "followup/public/answer.html", {"forms": forms})
