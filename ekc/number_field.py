"""Amounts and distances in forms, as people write them in Dutch."""

from contextlib import suppress
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ekc import dutch, figures


class NumberField(forms.DecimalField):
    """An amount or a distance: 450, 7,5 or 1.250,00. It is shown with a comma."""

    widget = forms.TextInput

    @classmethod
    def like(cls, field: forms.DecimalField) -> "NumberField":
        """The same question, written in Dutch."""
        made = cls(
            required=field.required,
            label=field.label,
            help_text=field.help_text,
            initial=field.initial,
            disabled=field.disabled,
            max_digits=field.max_digits,
            decimal_places=field.decimal_places,
        )
        # Of what the limits ask, once.
        made.validators = field.validators
        return made

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "class": "is-short"}

    def prepare_value(self, value: Any) -> Any:
        return figures.dutch(value, self.decimal_places) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            # 1e3 is a number to a computer, and to nobody else.
            if any(letter.isalpha() for letter in value):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            with suppress(ValueError):
                value = dutch.parse_amount(value)
        return super().to_python(value)
