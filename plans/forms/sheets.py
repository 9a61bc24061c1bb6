"""The form of the photos of flip-over sheets: several at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import User
from ekc.forms import HouseForm
from ekc.pictures import ACCEPTED, MOST_MEGABYTES, Picture, cleaned_picture
from ekc.refusal import Refusal

from ..acts.sheets import add_sheets
from ..models import FlipSheet, Plan


class _Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """One photo or more; `clean` gives `Picture`s. What is no photo is told by its name, all of them at once."""

    widget = _Several({"accept": ACCEPTED})

    def clean(self, data: Any, initial: Any = None) -> list[Picture]:
        sent = data if isinstance(data, list | tuple) else [data]
        pictures, wrong = [], []
        for each in [super(PicturesField, self).clean(one, initial) for one in sent]:
            try:
                pictures.append(cleaned_picture(each))
            except Refusal as refusal:
                wrong.append(str(refusal))
        if wrong:
            raise forms.ValidationError(wrong)
        return pictures


class SheetsForm(HouseForm):
    photos = PicturesField(
        label=_("Foto's van de flappen"),
        help_text=_("Eén foto of meer, elk hoogstens %(most)s MB. Waar een foto is gemaakt, bewaren we niet.")
        % {"most": MOST_MEGABYTES},
        max_length=200,
        error_messages={
            "required": _("Kies een foto."),
            "empty": _("Deze foto is leeg. Kies een andere."),
            "missing": _("Er kwam geen foto mee. Kies de foto opnieuw."),
            "max_length": _("De naam van dit bestand is te lang. Geef het een kortere naam."),
        },
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan

    @property
    def told_place(self) -> bool:
        return any(picture.told_place for picture in self.cleaned_data["photos"])

    def save(self, *, by: User) -> list[FlipSheet]:
        return add_sheets(self.plan, self.cleaned_data["photos"], by=by)
