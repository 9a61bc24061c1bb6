"""The form of what somebody wants to know, or to be heard about."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.codes import WishAnswered
from cases.models import Case, InformationWish
from cases.told_text import TellsOthersMixin
from ekc.accounts.models import User
from ekc.forms import HouseModelForm
from ekc.shared_edit import SharedEditMixin

from ..acts import wishes


class WishForm(TellsOthersMixin, SharedEditMixin, HouseModelForm):
    """Who wants to know what, who supplies it, and afterwards whether it was supplied."""

    tells = ("wished_by", "text", "supplier")

    class Meta:
        model = InformationWish
        fields = wishes.WISH_FIELDS
        widgets = {"kind": forms.RadioSelect, "answered": forms.RadioSelect}
        labels = {
            "kind": _("Wat is het?"),
            "wished_by": _("Wie wil dit weten?"),
            "text": _("Wat wil deze persoon weten?"),
            "supplier": _("Wie geeft de informatie?"),
            "is_confirmed": _("Die persoon heeft toegezegd"),
            "answered": _("Is de informatie gegeven?"),
        }
        help_texts = {"supplier": _("Bijvoorbeeld: de schuldhulpverlener, of een arts. Vul het later in als je zoekt.")}

    layout = Layout("kind", "wished_by", "text", "supplier", "is_confirmed", "answered")

    def __init__(self, *args: Any, case: Case, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.user = case, user
        if self.instance.pk is None:
            del self.fields["answered"]
            self.layout = Layout("kind", "wished_by", "text", "supplier", "is_confirmed")

    def save(self, commit: bool = True) -> InformationWish:
        if self.instance.pk is None:
            return wishes.add_wish(self.case, by=self.user, **{"answered": WishAnswered.OPEN, **self.cleaned_data})
        return wishes.change_wish(self.instance, by=self.user, **self.changes())
