"""The tab about consent of a case, and what is written down there."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cases.casepage.shell import act_page, case_page, fetch_case, fetch_row
from cases.consented import last_words_of
from cases.models import Consent, ConsentLink, MainPerson
from cases.rules import can
from ekc.pages import NotNow, form_view, sent

from ..acts.going_on import go_on_without, take_part_again
from ..forms.consents import ConsentTalkForm, OwnLinkForm, SayConsentForm, WithdrawConsentForm
from ..reads.consents import consents_of, history_of, own_links_of, talked_of, talks_of
from ..reads.going_on import going_on_of


def _tab_of(number: str) -> str:
    return reverse("cases:consents", args=[number])


@require_GET
def of_case(request: HttpRequest, number: str) -> HttpResponse:
    case = fetch_case(request, number, "consent.view", _("toestemmingen"))
    words = last_words_of(case)
    context = {
        **case_page(request, case, "consents"),
        "people": consents_of(case, words),
        "talks": talks_of(case, words, request.user),
        "talked": talked_of(case),
        "history": history_of(case),
        "own_links": own_links_of(case),
        "going_on": going_on_of(case, request.user),
        "may_note": can(request.user, "consent.note", case),
    }
    return render(request, "cases/privacy/consents.html", context)


@form_view
def give(request: HttpRequest, number: str) -> HttpResponse:
    text = _("Schrijf op wat iemand zei. Wat eerder is opgeschreven, blijft staan.")
    return _say(request, number, SayConsentForm, _("Toestemming noteren"), text, _("De toestemming is opgeschreven."))


@form_view
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    text = _("Wat daaruit volgt, gebeurt meteen: links gaan dicht, mails stoppen, of de regiomanager krijgt een taak.")
    done = _("Opgeschreven: de toestemming is ingetrokken.")
    return _say(request, number, WithdrawConsentForm, _("Intrekken noteren"), text, done)


def _say(
    request: HttpRequest, number: str, form_class: type[SayConsentForm], title: str, text: str, done: str
) -> HttpResponse:
    case = fetch_case(request, number, "consent.note", title)
    form = form_class(sent(request), case=case, user=request.user)
    if not form.mains:
        raise NotNow(_("Deze zaak heeft geen hoofdpersoon."), to=_tab_of(number))
    page = {"title": title, "text": text, "submit": _("Opschrijven"), "done": done}
    return act_page(request, case, form, to=_tab_of(number), back_url=_tab_of(number), **page)


@form_view
def talk(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """What came of speaking with the family about one withdrawal."""
    said = fetch_row(request, Consent.objects, number, "consent.talk", _("een gesprek over toestemming"), pk=pk)
    return act_page(
        request,
        said.case,
        ConsentTalkForm(sent(request), said=said, user=request.user),
        title=_("Gesprek noteren"),
        text=str(said),
        submit=_("Opschrijven"),
        done=_("Het gesprek is opgeschreven."),
        to=_tab_of(number),
        back_url=_tab_of(number),
    )


@form_view
def without(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Asks "sure?", and says what changes."""
    person = _main_person(request, number, pk)
    return _sure(
        request,
        person,
        go_on_without,
        title=_("Verder zonder %(name)s?") % {"name": person},
        text=_(
            "Uitnodigingen en links van %(name)s gaan dicht. Er gaan geen herinneringen en geen nieuws meer naar "
            "%(name)s, ook niet over afspraken in het plan. Afspraken met %(name)s blijven staan: spreek af wie die "
            "overneemt. De eigen link over toestemming blijft werken."
        )
        % {"name": person},
        submit=_("Ja, verder zonder deze persoon"),
        done=_("%(name)s doet niet meer mee.") % {"name": person},
    )


@form_view
def again(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    person = _main_person(request, number, pk)
    return _sure(
        request,
        person,
        take_part_again,
        title=_("Doet %(name)s weer mee?") % {"name": person},
        text=_("Uitnodigen doet u opnieuw: de oude links blijven dicht."),
        submit=_("Ja, doet weer mee"),
        done=_("%(name)s doet weer mee.") % {"name": person},
    )


def _main_person(request: HttpRequest, number: str, pk: int) -> MainPerson:
    rows = MainPerson.objects.select_related("case__region")
    found: MainPerson = fetch_row(request, rows, number, "consent.note", _("verder zonder iemand"), pk=pk)
    return found


def _sure(request: HttpRequest, person: MainPerson, act: Callable[..., Any], **page: Any) -> HttpResponse:
    tab = _tab_of(person.case.number)
    save = partial(act, person, by=request.user)
    return act_page(request, person.case, None, save=save, template="confirm.html", to=tab, back_url=tab, **page)


@form_view
def link(request: HttpRequest, number: str) -> HttpResponse:
    """An own link for a main person or a parent."""
    case = fetch_case(request, number, "consent.note", _("eigen link over toestemming"))
    form = OwnLinkForm(sent(request), case=case, user=request.user)
    if not form.speakers:
        reason = _("Niemand kan een eigen link krijgen: van niemand is de leeftijd bekend, of er is geen ouder.")
        raise NotNow(reason, to=_tab_of(number))
    return act_page(
        request,
        case,
        form,
        title=_("Eigen link maken"),
        text=_("Met de link ziet iemand waar ja op is gezegd, verandert dat, en ziet wie in het dossier keek."),
        submit=_("Link maken"),
        done=_said_of,
        to=_tab_of(number),
        back_url=_tab_of(number),
    )


def _said_of(made: ConsentLink) -> str:
    if made.link_to:
        return _("De link is gemaild naar %(name)s.") % {"name": made}
    return _("%(name)s krijgt geen mail. Druk op Nieuwe link en geef die zelf.") % {"name": made}
