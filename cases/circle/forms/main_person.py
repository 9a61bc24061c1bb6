"""What the coordinator writes down with a main person."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import MainPerson
from ekc.accounts.models import User
from ekc.forms import HouseModelForm, Section, SideBySide
from ekc.shared_edit import SharedEditMixin

from ..acts.main_persons import MAIN_PERSON_FIELDS, change_main_person

ADDRESS_FIELDS = ("street", "postcode", "place")


class MainPersonForm(SharedEditMixin, HouseModelForm):
    """Own wish, support person and safe contact. A secret address that is known is not shown again (design 4.5)."""

    class Meta:
        model = MainPerson
        fields = MAIN_PERSON_FIELDS
        widgets = {
            "own_wish": forms.Textarea(attrs={"rows": 4}),
            "postcode": forms.TextInput(attrs={"class": "is-short"}),
        }
        labels = {
            "own_wish": _("Eigen wens, in eigen woorden"),
            "own_wish_reason": _("Geen eigen wens: waarom niet?"),
            "support_person": _("Steunpersoon"),
            "contact_wish": _("Wat is veilig contact voor deze persoon?"),
            "language": _("Taal"),
            "residence": _("Waar woont deze persoon nu?"),
            "phone": _("Telefoon"),
            "email": _("E-mail"),
            "street": _("Straat en huisnummer"),
            "postcode": _("Postcode"),
            "place": _("Woonplaats"),
            "secret_address": _("Geheim adres: dit adres wordt nergens getoond of afgedrukt"),
            "no_voicemail": _("Geen voicemail inspreken"),
            "best_time": _("Beste tijd om te bellen"),
        }
        help_texts = {
            "own_wish": _("Schrijf op wat deze persoon zelf zegt, niet wat anderen willen."),
            "own_wish_reason": _("Bijvoorbeeld: nog te jong, of wilde het niet zeggen."),
            "contact_wish": _("Bijvoorbeeld: alleen appen, en niet tijdens schooltijd."),
            "support_person": _("Wie staat naast deze persoon op de dag?"),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        residence = self.fields["residence"]
        residence.choices = [("", _("Niet bekend")), *(choice for choice in residence.choices if choice[0])]
        address = ADDRESS_FIELDS
        if self.instance.secret_address:
            for name in ADDRESS_FIELDS:
                del self.fields[name]
            self.fields["secret_address"].help_text = _("Het adres staat erin, maar wordt niet getoond.")
            address = ()
        self.layout = Layout(
            Section(
                _("Zelf gezegd"), "own_wish", "own_wish_reason", "support_person", SideBySide("language", "residence")
            ),
            Section(
                _("Veilig contact"),
                SideBySide("phone", "email"),
                "contact_wish",
                "best_time",
                "no_voicemail",
                "secret_address",
                *address,
            ),
        )

    def save(self, commit: bool = True) -> MainPerson:
        """Change through the act. Raises Refusal."""
        return change_main_person(self.instance, by=self.user, **self.changes())
