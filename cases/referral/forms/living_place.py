"""Where somebody lives: the municipality follows from the place, and is asked where several places have its name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.places import municipalities_of
from ekc.names import alike


class NotAsked(forms.HiddenInput):
    """The answer follows from another one: nothing is drawn that could go on saying what it was before."""

    def format_value(self, value: Any) -> str:
        return ""


class LivingPlaceMixin:
    """For a form with `place` and `municipality`. Stands first."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask(self._value("place"), self._value("municipality"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc, attr-defined]
        found = municipalities_of(data.get("place") or "")
        typed = data.get("municipality") or ""
        known = next((name for name in found if alike(name, typed)), "")
        if len(found) == 1 or known:
            data["municipality"] = known or found[0]
        elif found and not getattr(self, "on_the_phone", False):
            self.add_error(  # type: ignore[attr-defined]
                "municipality",
                _("Er zijn meer plaatsen die “%(place)s” heten. Kies de gemeente.") % {"place": data["place"]},
            )
            data["municipality"] = ""
        return data

    def _ask(self, place: str, municipality: str) -> None:
        found = municipalities_of(place)
        field = self.fields["municipality"]
        if len(found) == 1 or not (place or municipality):
            field.widget = NotAsked()
        elif found:
            field.widget = forms.Select(choices=[("", _("Kies")), *((name, name) for name in found)])

    def _value(self, name: str) -> str:
        """What was typed in a field, or stands there; the form is not judged yet."""
        found: Any = self[name].value()  # type: ignore[index]
        return str(found or "").strip()
