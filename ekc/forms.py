"""What every form of the house stands on: one skeleton, Dutch dates and times, errors that say what to do.

A form inherits `HouseForm` or `HouseModelForm` and is drawn with `{% house_form form submit=... %}`.
"""

import copy
import datetime as dt
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ekc import dutch
from ekc.date_fields import (
    HOUR_FAULTS,
    YEARS,
    ClockField,
    ClockInput,
    DayField,
    DayInput,
    Hours,
    SaidTime,
    check_hours,
    same_clock,
)
from ekc.dates import at_local, hour_fault
from ekc.field_words import name_the_empty_choice, refuse_hidden_signs, say_what_to_do
from ekc.number_field import NumberField
from ekc.phones import LONGEST, Fault, read_phone, tidy


class Section(Fieldset):
    """A part of a long form under its own heading: `Section(_("Wie"), "first_name", "last_name")`."""

    def __init__(self, legend: str | Promise, *fields: Any, **kwargs: Any) -> None:
        kwargs["css_class"] = f"form-section {kwargs.get('css_class', '')}".strip()
        super().__init__(legend, *fields, **kwargs)


class SideBySide(Div):
    """Short fields next to each other where there is room: `SideBySide("postcode", "town")`."""

    def __init__(self, *fields: Any, **kwargs: Any) -> None:
        kwargs["css_class"] = f"field-row {kwargs.get('css_class', '')}".strip()
        super().__init__(*fields, **kwargs)


class Fold(Div):
    """Fields that are rarely needed, folded away under a line: `Fold(_("Kosten"), "travel_km")`. Open on an error.

    Of what is kept already, the line says whether something stands in them.
    """

    template = "pieces/fold.html"

    def __init__(self, summary: str | Promise, *fields: Any, **kwargs: Any) -> None:
        super().__init__(*fields, **kwargs)
        self.summary = summary

    def render(self, form: Any, context: Any, template_pack: str = "bootstrap5", **kwargs: Any) -> str:
        inside = [pointer.name for pointer in self.get_field_names()]
        self.is_open = any(form.errors.get(name) for name in inside)
        is_kept = getattr(getattr(form, "instance", None), "pk", None) is not None
        self.is_filled = is_kept and any(form[name].value() not in (None, "", [], False) for name in inside)
        rendered: str = super().render(form, context, template_pack, **kwargs)
        return rendered


# --- phone numbers -------------------------------------------------------------------------------


class PhoneInput(forms.TextInput):
    """Numbers run from left to right in every language."""

    input_type = "tel"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"dir": "ltr", **(attrs or {})})


class PhoneField(forms.CharField):
    """A phone number that can be called, with room for a remark. Keeps what was typed; `ekc.phones` reads it.

    What stood there before this field was strict stays as long as nobody changes it.
    """

    widget = PhoneInput
    default_error_messages = {
        Fault.WORDS: _("Hier staat geen telefoonnummer. Schrijf het met cijfers. Bijvoorbeeld 06 12345678."),
        Fault.TWO: _("Hier staan twee telefoonnummers. Laat er één staan: het nummer dat het eerst gebeld wordt."),
        Fault.START: _("Begin het telefoonnummer met 0, of met + en het land. Bijvoorbeeld +48 512 345 678."),
        Fault.SHORT: _("Dit telefoonnummer is te kort. Kijk na of alle cijfers er staan. Bijvoorbeeld 06 12345678."),
        Fault.LONG: _("Dit telefoonnummer is te lang. Kijk na of er geen cijfer te veel staat."),
    }

    def __init__(self, **kwargs: Any) -> None:
        self.stood_there = ""
        super().__init__(**{"max_length": LONGEST, **kwargs})

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        fault = read_phone(value).fault
        if fault and value != tidy(self.stood_there):
            raise ValidationError(self.error_messages[fault], code=fault)


# --- questions of several controls ---------------------------------------------------------------


class LanguageField(forms.ChoiceField):
    """In which of the languages of the house something is drawn; empty is left to the form."""

    def __init__(self, **options: Any) -> None:
        wrong = {"invalid_choice": _("Deze taal is er niet. Kies er een uit de lijst.")}
        super().__init__(choices=settings.LANGUAGES, required=False, error_messages=wrong, **options)


class PartsWidget(forms.MultiWidget):
    """Controls of one question side by side, each with its own label. `wrong_parts` are marked as wrong."""

    template_name = "includes/parts_widget.html"

    def __init__(self, widgets: Sequence[forms.Widget], labels: Sequence[str | Promise]) -> None:
        self.labels = labels
        self.wrong_parts: set[int] = set()
        super().__init__(widgets)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        invalid = bool(attrs and attrs.pop("aria-invalid", None))
        context = super().get_context(name, value, attrs)
        for index, part in enumerate(context["widget"]["subwidgets"]):
            part["label"] = self.labels[index]
            part["attrs"].pop("required", None)
            classes = f"form-control {part['attrs'].get('class', '')}"
            if invalid and (index in self.wrong_parts or not self.wrong_parts):
                classes += " is-invalid"
                part["attrs"]["aria-invalid"] = "true"
            part["attrs"]["class"] = classes
        return context

    def decompress(self, value: Any) -> list[Any]:
        raise NotImplementedError


class KnownDateWidget(PartsWidget):
    """Day, month and year as three text fields (R93)."""

    def __init__(self) -> None:
        number = {"inputmode": "numeric", "autocomplete": "off"}
        # No maxlength: who writes or pastes the whole date in one field is read as well.
        widgets = [
            forms.TextInput(number),
            forms.TextInput({"autocomplete": "off"}),
            forms.TextInput({**number, "class": "is-year"}),
        ]
        super().__init__(widgets, [_("Dag"), _("Maand"), _("Jaar")])

    def decompress(self, value: dt.date | None) -> list[Any]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class KnownDateField(forms.MultiValueField):
    """A date people know by heart, such as a date of birth: three text fields, no calendar (R93).

    Lenient: spaces, names of months, digits of other scripts, years of two digits, and a whole date in the first
    field. An error names and marks only the part that is wrong. Not in the future unless `allow_future`.
    """

    def __init__(self, *, allow_future: bool = False, **kwargs: Any) -> None:
        self.allow_future = allow_future
        kwargs.setdefault("help_text", _("Bijvoorbeeld 27 3 2012."))
        parts = tuple(forms.CharField(required=False) for _part in range(3))
        super().__init__(fields=parts, widget=KnownDateWidget(), require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> dt.date | None:
        self.widget.wrong_parts = set()
        return super().clean(value)

    def compress(self, data_list: list[str]) -> dt.date | None:
        texts = [dutch.plain_digits(part.strip()) for part in data_list]
        if not any(texts):
            return None
        if texts[0] and not any(texts[1:]):
            texts = dutch.parts_of_date(texts[0]) or texts
        self._refuse_missing(texts)
        day, month, year = (self._number(index, text) for index, text in enumerate(texts))
        try:
            found = dt.date(year, month, day)
        except ValueError:
            raise self._wrong(0, _("Deze dag bestaat niet in die maand. Kijk de dag na.")) from None
        if found > timezone.localdate() and not self.allow_future:
            raise self._wrong(2, _("Deze datum ligt in de toekomst. Kijk het jaar na."))
        return found

    def _refuse_missing(self, texts: list[str]) -> None:
        sentences = (_("Vul ook de dag in."), _("Vul ook de maand in."), _("Vul ook het jaar in."))
        if "" in texts:
            raise self._wrong(texts.index(""), sentences[texts.index("")])

    def _number(self, index: int, text: str) -> int:
        if index == 1:
            month = dutch.month_number(text)
            if month is None:
                raise self._wrong(1, _("Schrijf de maand als getal van 1 tot en met 12, of als naam."))
            return month
        if not (text.isascii() and text.isdigit()):
            raise self._wrong(index, _("Schrijf de dag als getal.") if index == 0 else _("Schrijf het jaar als getal."))
        # `int` itself refuses a number of some thousands of digits.
        number = 0 if len(text) > 4 else int(text) if index == 0 else dutch.full_year(text)
        if index == 0 and not 1 <= number <= 31:
            raise self._wrong(0, _("De dag is een getal van 1 tot en met 31."))
        if index == 2 and number not in YEARS:
            raise self._wrong(2, _("Schrijf het jaar met vier cijfers. Bijvoorbeeld 2012."))
        return number

    def _wrong(self, index: int, sentence: str | Promise) -> ValidationError:
        self.widget.wrong_parts = {index}
        return ValidationError(sentence, code="invalid")


class MomentWidget(PartsWidget):
    """A date and a clock time."""

    def __init__(self) -> None:
        super().__init__([DayInput(), ClockInput()], [_("Datum"), _("Tijd")])

    def decompress(self, value: dt.datetime | None) -> list[Any]:
        if not value:
            return [None, None]
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return [local.date(), local.time().replace(second=0, microsecond=0)]


class MomentField(forms.MultiValueField):
    """A date with a clock time of Europe/Amsterdam; gives an aware datetime."""

    default_error_messages = {
        "no_day": _("Vul ook de datum in."),
        "no_time": _("Vul ook de tijd in."),
    }

    def __init__(self, **kwargs: Any) -> None:
        parts = (DayField(required=False), ClockField(required=False))
        super().__init__(fields=parts, widget=MomentWidget(), require_all_fields=False, **kwargs)
        self.is_asked = False

    def clean(self, value: Any) -> dt.datetime | None:
        self.widget.wrong_parts = set()
        for index, (part, text) in enumerate(zip(self.fields, value or [], strict=False)):
            try:
                part.clean(text)
            except ValidationError:
                self.widget.wrong_parts = {index}
                break
        return super().clean(value)

    def compress(self, data_list: list[Any]) -> dt.datetime | None:
        if not data_list:
            return None
        day, clock = data_list
        if day is None or clock is None:
            self.widget.wrong_parts = {0 if day is None else 1}
            raise ValidationError(self.error_messages["no_day" if day is None else "no_time"], code="incomplete")
        fault = hour_fault(day, clock)
        if fault == "skipped":
            self.widget.wrong_parts = {1}
            raise ValidationError(HOUR_FAULTS[fault], code="skipped")
        # Which of two is meant, the form asks: it knows what stood there.
        self.is_asked = fault == "twice" and not isinstance(clock, SaidTime)
        return at_local(day, clock)

    def settle(self, moment: dt.datetime, known: Any) -> dt.datetime:
        """The moment that is meant where the clock time comes twice. Raises ValidationError that asks for it."""
        if not self.is_asked:
            return moment
        if isinstance(known, dt.datetime) and timezone.is_aware(known):
            stood = timezone.localtime(known)
            if stood.date() == timezone.localtime(moment).date() and same_clock(stood.time(), moment.time()):
                return moment.replace(fold=stood.fold)
        self.widget.wrong_parts = {1}
        self.widget.widgets[1].ask_which()
        raise ValidationError(HOUR_FAULTS["twice"], code="twice")


# --- the skeleton --------------------------------------------------------------------------------


class HouseFormMixin:
    """Sets on a form what the skeleton needs. `layout` may divide it into `Section`s and `SideBySide`s."""

    use_required_attribute = False
    layout: Layout | None = None
    hours: Hours = {}
    """The clock times of the form by their day; each of them stands here."""
    day_elsewhere: dt.date | None = None
    """The day of those under None, where it is known."""
    fields: dict[str, forms.Field]
    base_fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            self.fields[name] = _with_house_widget(field)
        for name, field in self.fields.items():
            if isinstance(field, PhoneField):
                field.stood_there = str(self.get_initial_for_field(field, name) or "")
            say_what_to_do(name, field)
            name_the_empty_choice(field)
            refuse_hidden_signs(field)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # of the form that this stands before
        check_hours(self)
        for name, field in self.fields.items():
            if isinstance(field, MomentField) and self.cleaned_data.get(name):
                try:
                    known = self.get_initial_for_field(field, name)
                    self.cleaned_data[name] = field.settle(self.cleaned_data[name], known)
                except ValidationError as error:
                    self.add_error(name, error)

    @property
    def helper(self) -> FormHelper | None:
        """The crispy helper, where the form has a `layout`; without one the fields stand in their order."""
        if self.layout is None:
            return None
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.render_unmentioned_fields = True
        helper.layout = _without(self.layout, self.base_fields.keys() - self.fields.keys())
        return helper


class HouseForm(HouseFormMixin, forms.Form):
    """A form of the house. Business rules are in `domain/`; `save` calls one act."""


class HouseModelForm(HouseFormMixin, forms.ModelForm):
    """A form of the house on a model. Dates, times and numbers of the model become the fields above."""


def as_answers(choices: Sequence[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Choices as the answers of a form, each with a capital; their labels are words within a sentence elsewhere."""
    return [(value, capfirst(label)) for value, label in choices]


def _without(part: Any, gone: AbstractSet[str]) -> Any:
    """A layout without the fields that the form took out; a name that it never had still raises."""
    if not gone or not hasattr(part, "fields"):
        return part
    left = copy.copy(part)
    left.fields = [_without(each, gone) for each in part.fields if each not in gone]
    return left


def _with_house_widget(field: forms.Field) -> forms.Field:
    swaps: dict[type, type] = {forms.DateField: DayField, forms.TimeField: ClockField, forms.DateTimeField: MomentField}
    swap = swaps.get(type(field))
    if field.widget.is_hidden:
        return field
    if type(field) is forms.DecimalField:
        return NumberField.like(field)
    if swap is None:
        return field
    return swap(
        required=field.required,
        label=field.label,
        help_text=field.help_text,
        initial=field.initial,
        disabled=field.disabled,
        validators=field.validators,
    )
