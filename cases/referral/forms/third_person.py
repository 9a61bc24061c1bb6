"""The questions of an aanmelding as a regional manager reads them on the phone: about the caller, in the third person.

One list, from what the caller would read to what stands on the page of the phone. A question that is not here speaks of
nobody and stays as it is; a test goes over all of them.
"""

from collections.abc import Mapping
from typing import Any

from django.forms import BaseForm
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REGION = _("Gemeente niet bekend? Kies de regio")
MORE_OF_A_PERSON = _("Geslacht, en waar deze persoon verblijft")
"""What is folded away on the page of the phone."""

SAID: Mapping[str, str | Promise] = {
    # Who calls.
    "Voor mezelf": _("De beller meldt zichzelf aan"),
    "Voor iemand uit mijn familie of omgeving": _("De beller meldt iemand uit de familie of omgeving aan"),
    "Ik ben professional en meld een familie aan": _("De beller is een professional en meldt een familie aan"),
    "Hoe heet je?": _("Wie belt er?"),
    "Wie ben je?": _("Wie belt er?"),
    "Wie bent u?": _("Wie belt er?"),
    "Je naam": _("Naam van de beller"),
    "Uw naam": _("Naam van de beller"),
    "Uw functie": _("Functie"),
    "Uw organisatie": _("Organisatie"),
    "Uw rol": _("Rol van de beller"),
    "Wat is uw rol in het gezin?": _("Wat is de rol van de beller in het gezin?"),
    "Wat ben je van de persoon om wie het gaat?": _("Wat is de beller van de persoon om wie het gaat?"),
    # How to reach the caller.
    "Hoe kunnen we je veilig bereiken?": _("Hoe is de beller veilig te bereiken?"),
    "Hoe kunnen we u bereiken?": _("Hoe is de beller te bereiken?"),
    "Hoe kunnen we hen bereiken?": _("Hoe zijn de hoofdpersonen te bereiken?"),
    "Mogen we een voicemail inspreken?": _("Mag er een voicemail ingesproken worden?"),
    "Wanneer kunnen we je het beste bellen?": _("Wanneer is bellen het beste?"),
    "Wanneer bent u het beste te bereiken?": _("Wanneer is bellen het beste?"),
    "Bijvoorbeeld: 's avonds, of niet als mijn partner thuis is.": _(
        "Bijvoorbeeld: 's avonds, of niet als de partner thuis is."
    ),
    "In een mail staat alleen dat er een bericht is. Leest er iemand mee? Laat het dan leeg.": _(
        "In een mail staat alleen dat er een bericht is. Leest er bij de beller iemand mee? Dan blijft dit leeg."
    ),
    "Heb je een tolk nodig? In welke taal?": _("Heeft de beller een tolk nodig? In welke taal?"),
    "Laat dit leeg als je geen tolk nodig hebt.": _("Leeg als er geen tolk nodig is."),
    # Where the caller lives, and who it is.
    "Waar woon je?": _("Waar woont de beller?"),
    "Hieraan zien we wie je aanmelding leest.": _("De gemeente zegt welke regiomanager de aanmelding leest."),
    "Alleen nodig als we de woonplaats niet kennen, of als die in een ander land ligt.": _(
        "Alleen nodig als de woonplaats niet bekend is, of als die in een ander land ligt."
    ),
    "Mijn adres is geheim": _("Het adres is geheim"),
    "Nog iets over jou": _("Nog iets over de beller"),
    "Wanneer ben je geboren?": _("Wanneer is de beller geboren?"),
    "Is iemand jonger dan 18, dan praten we ook met een ouder of verzorger.": _(
        "Is iemand jonger dan 18, dan volgt ook een gesprek met een ouder of verzorger."
    ),
    "Ik vul mijn geboortedatum in": _("Op deze datum:"),
    "Ik vul de geboortedatum in": _("Op deze datum:"),
    "Wil ik niet zeggen: ik ben jonger dan 18": _("Datum niet bekend: jonger dan 18"),
    "Wil ik niet zeggen: ik ben 18 jaar of ouder": _("Datum niet bekend: 18 jaar of ouder"),
    "Weet ik niet of zeg ik niet: jonger dan 18": _("Datum niet bekend: jonger dan 18"),
    "Weet ik niet of zeg ik niet: 18 jaar of ouder": _("Datum niet bekend: 18 jaar of ouder"),
    "Zo weten we of het om een kind gaat. Alleen wie met deze aanmelding werkt, ziet de datum.": "",
    "Ben je een man of een vrouw?": _("Is de beller een man of een vrouw?"),
    "We vragen dit voor de cijfers. Op een tabel staat nooit iemands naam.": "",
    "Wil ik niet zeggen": _("Niet gezegd"),
    "Wil ik niet zeggen of weet ik niet": _("Niet bekend"),
    "Hoe woon je nu?": _("Hoe woont de beller nu?"),
    # What was done to whom.
    "Om een plan voor mij of mijn gezin": _("Om een plan voor de beller of het gezin van de beller"),
    "Als er iets is aangedaan: wat past bij jou?": _("Als er iets is aangedaan: wat is de kant van de beller?"),
    "Mij is iets aangedaan": _("De beller is iets aangedaan"),
    "Ik heb iemand iets aangedaan": _("De beller heeft iemand iets aangedaan"),
    "Bij geen van beide, of dat weet ik niet": _("Bij geen van beide, of niet bekend"),
    # The others.
    "Voor wie moet er een plan komen?": _("Om wie gaat het?"),
    "Wie mogen we nog meer bellen?": _("Wie mag er nog meer gebeld worden?"),
    "Mogen we mensen bellen?": _("Mogen er mensen gebeld worden?"),
    "Iemand toevoegen die we mogen bellen": _("Iemand toevoegen die gebeld mag worden"),
    "Heb je wensen voor de coördinator?": _("Zijn er wensen voor de coördinator?"),
    "Schrijf het als open vraag. Bijvoorbeeld: hoe zorgen we dat Noor elke dag naar school gaat?": _(
        "Als open vraag. Bijvoorbeeld: hoe lukt het dat Noor elke dag naar school gaat?"
    ),
    "Nee, of dat weet ik niet": _("Nee, of niet bekend"),
    "Vindt de familie het goed dat u hun telefoonnummer doorgeeft?": _(
        "Vindt de familie het goed dat de beller hun telefoonnummer doorgeeft?"
    ),
    "Vinden deze mensen het goed dat u hun telefoonnummer doorgeeft?": _(
        "Vinden deze mensen het goed dat de beller hun telefoonnummer doorgeeft?"
    ),
    "Kruist u een zorg aan, dan is een veiligheidskader nodig: uw zorgen, en waaraan het plan moet voldoen. "
    "U vult dat in vóór de conferentie. Daarna kunt u er niets meer aan toevoegen.": _(
        "Bij een zorg hoort een veiligheidskader: wat de zorgen zijn, en waaraan het plan moet voldoen. "
        "De professional vult dat in vóór de conferentie. Daarna kan er niets meer bij."
    ),
    "Een paar zinnen is genoeg. De regiomanager en de coördinator lezen dit. De familie mag het zien.": _(
        "Een paar zinnen is genoeg. De familie mag het zien."
    ),
}


def third_person(text: str | Promise) -> str | Promise:
    """What stands on the page of the phone in place of what the caller would read."""
    return SAID.get(str(text), text)


def put_in_third_person(form: BaseForm) -> None:
    """Label, help and choices of every field."""
    for field in form.fields.values():
        if field.label:
            field.label = third_person(field.label)
        if field.help_text:
            field.help_text = third_person(field.help_text)
        choices: Any = getattr(field, "choices", None)
        if isinstance(choices, list):
            field.choices = [(value, third_person(label)) for value, label in choices]  # type: ignore[attr-defined]
