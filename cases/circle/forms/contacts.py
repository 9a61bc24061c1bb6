"""The form of one contact: as few taps as it can be."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import amount
from cases.codes import ContactGroup, ContactMethod
from cases.models import Case, Contact, MainPerson
from cases.queries import circle_of
from ekc.accounts.models import User
from ekc.forms import Fold, HouseForm, MomentField, SideBySide
from ekc.shared_edit import SharedEditMixin

from ..acts.contacts import correct_contact, log_contact
from ..reads.contacts import group_of_circle_person, group_of_referrer
from ..reads.picks import picks_of

REFERRER, SOMEBODY_ELSE = "aanmelder", "ander"
PICK, NOT_REACHED = "met", "niet"
"""The names of the buttons that say with whom, and save: spoken to, or not reached."""


class Picks:
    """A button per likely person: one tap says who, and saves."""

    def render(self, form: Any, context: Any, template_pack: str = "", **kwargs: Any) -> str:
        picks = form.picks()
        return render_to_string("cases/circle/contact_picks.html", {"picks": picks}) if picks else ""


class ContactForm(SharedEditMixin, HouseForm):
    """With whom, how, and what was agreed. `contact` is the entry to put right, or None for a new one."""

    who = forms.ChoiceField(label=_("Met wie?"))
    group = forms.ChoiceField(
        label=_("Bij welke groep hoort deze persoon?"),
        required=False,
        help_text=_("Alleen nodig als de persoon niet in de kring staat, of als nog niet bekend is wie het is."),
    )
    method = forms.ChoiceField(
        label=_("Hoe?"), choices=ContactMethod.choices, widget=forms.RadioSelect, initial=ContactMethod.CALL
    )
    reached = forms.BooleanField(label=_("Ik heb deze persoon gesproken of bereikt"), required=False, initial=True)
    at = MomentField(label=_("Wanneer?"))
    minutes = forms.IntegerField(
        label=_("Hoeveel minuten?"),
        required=False,
        min_value=0,
        max_value=24 * 60,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    note = forms.CharField(
        label=_("Wat is er afgesproken?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("De familie kan dit lezen. Schrijf het zoals je het tegen hen zou zeggen."),
    )
    travel_km = amount(_("Gereden kilometers"), places=1)
    expenses = amount(_("Onkosten in euro's"), places=2)
    layout = Layout(
        Picks(),
        "who",
        "method",
        "reached",
        "minutes",
        "note",
        Fold(_("Andere dag, kilometers, kosten of groep"), "at", SideBySide("travel_km", "expenses"), "group"),
    )

    def __init__(self, *args: Any, case: Case, user: User, contact: Contact | None = None, **kwargs: Any) -> None:
        if args and args[0] is not None and (args[0].get(PICK) or args[0].get(NOT_REACHED)):
            args = (_picked(args[0]), *args[1:])
        initial = {"at": timezone.now(), **(_as_initial(contact) if contact else {}), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.case, self.user, self.contact = case, user, contact
        self.main_persons = {f"h{person.pk}": person for person in case.main_persons.all()}
        self.people = {f"k{person.pk}": person for person in circle_of(case)}
        self.fields["who"].choices = self._choices()
        self.fields["group"].choices = [("", _("Kies een groep")), *ContactGroup.choices]
        if self.picks():
            self.fields["who"].label = _("Of iemand anders")

    def picks(self) -> list[tuple[str, str]]:
        """Who it most likely was; the one person of whom it is known. Nobody for an entry that is put right."""
        if self.contact is not None:
            return []
        who = self.initial.get("who")
        if not who:
            return picks_of(self.case)
        person = self.main_persons.get(who) or self.people.get(who)
        can_save = isinstance(person, MainPerson) or person is not None and group_of_circle_person(person)
        return [(who, str(person))] if can_save else []

    def _choices(self) -> list[Any]:
        groups = [
            (_("Hoofdpersonen"), [(key, str(person)) for key, person in self.main_persons.items()]),
            (_("Kring"), [(key, str(person)) for key, person in self.people.items() if person.takes_part]),
            (_("Anderen"), [(REFERRER, _("De aanmelder")), (SOMEBODY_ELSE, _("Iemand die niet in de kring staat"))]),
            (_("Doet niet mee"), [(key, str(person)) for key, person in self.people.items() if not person.takes_part]),
        ]
        return [("", _("Kies een persoon")), *((title, options) for title, options in groups if options)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        who = data.get("who", "")
        data["main_person"], data["person"] = self.main_persons.get(who), self.people.get(who)
        if who == REFERRER:
            data["group"] = group_of_referrer(self.case) or data.get("group", "")
        unknown = data["person"] is not None and not group_of_circle_person(data["person"])
        nameless = who in (REFERRER, SOMEBODY_ELSE)
        if (unknown or nameless) and not data.get("group"):
            self.add_error("group", _("Kies bij welke groep deze persoon hoort."))
        return data

    def settle(self) -> None:
        """With whom, by what and how long belong together: nothing of somebody else's is mixed in."""
        if self.contact is not None:
            self.refuse_overtaken()

    def save(self) -> Contact:
        """Log or correct through the act. Raises Refusal."""
        values = {key: value for key, value in self.cleaned_data.items() if key != "who"}
        if self.contact is None:
            return log_contact(self.case, by=self.user, **values)
        return correct_contact(self.contact, by=self.user, **values)


def _picked(data: Any) -> Any:
    """What a button with a name says; where no form stood around it: a call of just now."""
    picked = data.copy()
    picked["who"] = picked.get(PICK) or picked[NOT_REACHED]
    if "method" not in picked:
        now = timezone.localtime()
        picked.update(
            {"method": ContactMethod.CALL, "reached": "on", "at_0": f"{now:%Y-%m-%d}", "at_1": f"{now:%H:%M}"}
        )
    if picked.get(NOT_REACHED):
        picked["reached"] = ""
    return picked


def _as_initial(contact: Contact) -> dict[str, Any]:
    who = SOMEBODY_ELSE
    if contact.main_person_id:
        who = f"h{contact.main_person_id}"
    elif contact.person_id:
        who = f"k{contact.person_id}"
    elif contact.group == ContactGroup.PROFESSIONAL_REFERRER:
        who = REFERRER
    names = ("group", "method", "reached", "at", "minutes", "travel_km", "expenses", "note")
    return {"who": who, **{name: getattr(contact, name) for name in names}}
