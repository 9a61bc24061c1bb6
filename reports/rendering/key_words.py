"""The key figures by their Dutch names, as a spreadsheet shows them."""

WORDS = {
    "requests": "Aanvragen",
    "requests_conference": "Aanvragen met een conferentie",
    "requests_activation_only": "Aanvragen die eindigden in de activeringsfase",
    "conference_rate": "Aanvragen met een conferentie (%)",
    "first_requests": "Eerste aanmeldingen",
    "repeat_requests": "Herhalingsverzoeken",
    "problems_per_request": "Problemen per aanvraag",
    "subjects_per_request": "Onderwerpen per aanvraag",
    "children": "Kinderen",
    "requests_with_children": "Aanvragen met kinderen",
    "children_per_request": "Kinderen per aanvraag met kinderen",
    "adults": "Volwassen hoofdpersonen",
    "requests_with_adults": "Aanvragen met volwassen hoofdpersonen",
    "adults_per_request": "Volwassenen per aanvraag met volwassenen",
    "only_adults": "Aanvragen met alleen volwassenen",
    "only_children": "Aanvragen met alleen kinderen",
    "both": "Aanvragen met kinderen en volwassenen",
    "participants": "Deelnemers",
    "participants_per_conference": "Deelnemers per conferentie",
    "smallest": "Kleinste conferentie",
    "largest": "Grootste conferentie",
    "position_known": "Deelnemers van wie de positie bekend is",
    "minors_known": "Minderjarige deelnemers, voor zover bekend",
    "interpreter_conferences": "Conferenties met een tolk",
    "persons_contacted_without_conference": "Gesproken personen in zaken zonder conferentie",
    "followup_conferences": "Conferenties met een navraag",
    "followup_persons": "Personen die bij de navraag zijn gesproken",
    "followup_response_of_conferences": "Navraag gedaan, van de conferenties (%)",
    "followup_response_of_requests": "Navraag gedaan, van de aanvragen (%)",
    "share": "van alle aanvragen (%)",
    "open_cases": "Nog lopende zaken, niet meegeteld",
}
GROUPS = {
    "professional": "Aangemeld door een professional",
    "hoofdpersoon": "Aangemeld door een hoofdpersoon",
    "familie_netwerk": "Aangemeld door familie of netwerk",
}


def key_words(name: str) -> str:
    """The Dutch name of a key figure, with its group before it. KeyError on another."""
    group, _dot, figure = name.rpartition(".")
    return f"{GROUPS[group]}: {WORDS[figure][0].lower()}{WORDS[figure][1:]}" if group else WORDS[figure]
