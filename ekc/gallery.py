"""All pieces of the house on one page, for those who build it. In the demo world only."""

import datetime as dt
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from ekc.dates import at_local
from ekc.forms import ClockField, DayField, HouseForm, KnownDateField, MomentField, PhoneField, Section, SideBySide

DAY = dt.date(2026, 4, 3)
_KINDS = [("familie", _("Familie")), ("netwerk", _("Vriend, buur of bekende")), ("anders", _("Iemand anders"))]
_HELPS = [
    (_("Thuis"), [("oppas", _("Oppassen")), ("koken", _("Koken"))]),
    (_("Buiten"), [("sport", _("Naar sport brengen")), ("school", _("Naar school brengen"))]),
]


class GalleryForm(HouseForm):
    layout = Layout(
        Section(_("Wie is het?"), "name", "kind", "birth_date", "phone", SideBySide("postcode", "town")),
        Section(_("Hoe en wanneer?"), "talk", SideBySide("day", "clock"), "helps", "letter", "story", "agreed"),
    )
    name = forms.CharField(label=_("Naam"), help_text=_("Zoals iemand genoemd wil worden."))
    kind = forms.ChoiceField(label=_("Wie is deze persoon voor Noor?"), choices=_KINDS, widget=forms.RadioSelect)
    birth_date = KnownDateField(label=_("Geboortedatum"), required=False)
    phone = PhoneField(label=_("Telefoon"), required=False, help_text=_("Iets erbij zetten mag: 06 12345678 (moeder)."))
    postcode = forms.CharField(label=_("Postcode"), required=False, widget=forms.TextInput({"class": "is-short"}))
    town = forms.CharField(label=_("Woonplaats"))
    talk = MomentField(label=_("Wanneer spreken jullie elkaar?"))
    day = DayField(label=_("Dag van de bijeenkomst"), help_text=_("Kies een dag waarop de meeste mensen kunnen."))
    clock = ClockField(label=_("Begintijd"))
    hours = {None: ("clock",)}
    helps = forms.MultipleChoiceField(
        label=_("Waar wil deze persoon mee helpen?"),
        choices=_HELPS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    letter = forms.FileField(label=_("Brief of tekening"), required=False)
    story = forms.CharField(label=_("Wat wil deze persoon zelf zeggen?"), widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label=_("Deze persoon weet dat ik dit opschrijf."))


class GalleryFilter(HouseForm):
    text = forms.CharField(label=_("Zoek op naam of nummer"), required=False)
    region = forms.ChoiceField(
        label=_("Regio"), choices=[("", _("Alle regio's")), ("nh", "Noord-Holland")], required=False
    )


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every piece; `?fout` shows the form with its errors. Raises Http404 outside the demo world."""
    if not settings.EKC_DEMO:
        raise Http404
    wrong = {
        "birth_date_0": "31",
        "birth_date_1": "feb",
        "birth_date_2": "2012",
        "phone": "via de buurvrouw",
        "day": "morgen",
        "story": "Blijft staan",
    }
    form = GalleryForm(wrong) if "fout" in request.GET else GalleryForm()
    return render(request, "gallery.html", {**_samples(), "form": form, "filter_form": GalleryFilter(request.GET)})


LONG_NAME = "Familie Van den Berg-Hoogendoorn"


def _samples() -> dict[str, Any]:
    states = [("done", "3 april"), ("done", "9 april"), ("current", ""), ("upcoming", ""), ("upcoming", "")]
    names = [_("Aanmelding"), _("Coördinator gevonden"), _("Voorbereiding"), _("De bijeenkomst"), _("Nazorg")]
    rows = [
        ("EK-2026-0042", "Familie De Wit", "Noord-Holland", "active", _("Voorbereiding"), "in_time", DAY),
        ("EK-2026-0051", "Familie Öztürk", "stadsregio Amsterdam", "waiting", _("Wacht op coördinator"), "nearly", DAY),
        ("EK-2026-0017", LONG_NAME, "Zuid-Holland", "alert", _("Plan nog niet veilig"), "late", DAY),
        ("EK-2025-0230", "Familie Jansen", "Utrecht", "done", _("Afgerond"), "", None),
        ("EK-2025-0198", "Familie Bakker", "Drenthe", "stopped", _("Gestopt"), "", None),
    ]
    return {
        "day": DAY,
        "steps": [
            {"label": name, "state": state, "note": note} for name, (state, note) in zip(names, states, strict=True)
        ],
        "stopped_steps": [
            {"label": names[0], "state": "done"},
            {"label": names[2], "state": "stopped", "note": "op 12 mei"},
            {"label": names[3], "state": "upcoming", "note": _("gaat niet door")},
        ],
        "tab_items": [
            {"label": label, "url": f"#{number}", "current": number == 1, "count": count}
            for number, (label, count) in enumerate(
                [(_("Overzicht"), None), (_("Kring"), 12), (_("Contacten"), 8), (_("De dag"), None), (_("Plan"), None),
                 (_("Nazorg"), None), (_("Geschiedenis"), None)]
            )
        ],
        "rows": rows,
        "page": Paginator(range(1, 240), 20).get_page(4),
        "pairs": [
            (_("Hoofdpersoon"), "Noor (9 jaar) en Bram (6 jaar)"),
            (_("Aangemeld door"), "Esther Vos, jeugdbeschermer"),
            (_("Vraag"), "Hoe zorgen we dat Noor en Bram elke dag op tijd op school zijn?"),
            (_("Gewenste taal"), ""),
        ],
        "log": [
            {"at": at_local(DAY, dt.time(19, 30)), "title": "Bij oma langs geweest", "who": "Samira",
             "text": "Zij komt graag en wil koken.\nVraagt om vervoer."},
            {"at": DAY, "title": "Gebeld met de buurvrouw", "who": "Samira"},
        ],
        "chart": [("Wonen en verblijf", 42, "42 %"), ("School, opleiding en werk van kinderen en ouders", 31, "31 %"),
                  ("Contact met familie", 18, "18 %"), ("Geld", None)],
    }  # fmt: skip
