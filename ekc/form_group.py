"""Several forms on one page, and lists of rows."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.forms.utils import ErrorDict
from django.http import QueryDict

from ekc.dutch import whole_number


def leave_unjudged(part: Any) -> None:
    """A form, a list or a group of them, as it was sent and without errors; anything else is left alone."""
    if isinstance(part, FormGroup):
        part.leave_unjudged()
        return
    for form in getattr(part, "forms", [part]):
        if isinstance(form, forms.BaseForm):
            form._errors = ErrorDict()
    if isinstance(part, BaseFormSet):
        part._errors, part._non_form_errors = [], part.error_class()


class FormGroup:
    """Several forms on one page that one act saves. A refusal stands above all of them (`error_summary forms`)."""

    refusals: tuple[str, ...] = ()

    def shared(self) -> Iterable[Any]:
        """What of this stands on rows that others may be changing too: forms with `SharedEditMixin`, `SharedRows`."""
        return ()

    def marks(self) -> list[tuple[str, str]]:
        return [mark for each in self.shared() for mark in each.marks()]

    def settle(self) -> None:
        """As of `SharedEditMixin`, for all of it. Raises Refusal."""
        for each in self.shared():
            each.settle()

    def is_valid(self) -> bool:
        raise NotImplementedError

    def add_error(self, field: None, error: Any) -> None:
        self.refusals = (*self.refusals, str(error))

    def non_field_errors(self) -> tuple[str, ...]:
        return self.refusals

    def leave_unjudged(self) -> None:
        """What was typed is shown, and nothing is called wrong: a button only asked for another row."""
        for part in self.parts():
            leave_unjudged(part)

    @property
    def errors(self) -> bool:
        """Whether the title of the page says that something is wrong."""
        return bool(self.refusals) or any(_is_wrong(part) for part in self.parts())

    def parts(self) -> list[Any]:
        """The forms and lists of rows of which this exists, in the order in which they were made."""
        return list(_parts_of(vars(self).values()))

    def __iter__(self) -> Any:
        """Fields of its own: none, unless the page hands over the group in place of its forms."""
        return iter(())


def _parts_of(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from _parts_of(value)
        elif isinstance(value, forms.BaseForm | BaseFormSet):
            yield value


def _is_wrong(part: Any) -> bool:
    if isinstance(part, BaseFormSet):
        return part.is_bound and (any(part.errors) or bool(part.non_form_errors()))
    return bool(part.errors)


class RowsFormSet(BaseFormSet):  # type: ignore[type-arg]
    """A list of rows to which a button adds one. The new row has its initial choices, as on a page of its own."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        start = f"{form.prefix}-"
        if form.is_bound and not any(name.startswith(start) for name in form.data):
            form.data = _initial_as_sent(form)
        return form


def _initial_as_sent(form: Any) -> QueryDict:
    """What a browser would send of this form, had nobody touched it."""
    sent = QueryDict(mutable=True)
    for name, field in form.fields.items():
        _put(sent, field.widget, form.add_prefix(name), form.get_initial_for_field(field, name))
    return sent


def _put(sent: QueryDict, widget: Any, name: str, value: Any) -> None:
    if isinstance(widget, forms.MultiWidget):
        for suffix, part, each in zip(widget.widgets_names, widget.widgets, widget.decompress(value), strict=True):
            _put(sent, part, name + suffix, each)
    elif isinstance(widget, forms.CheckboxInput):
        if value:
            sent[name] = "on"
    elif value not in (None, ""):
        shown = widget.format_value(value)
        sent.setlist(name, [str(each) for each in shown] if isinstance(shown, list | tuple) else [str(shown)])


def with_row_more(data: Any, prefix: str, *, button: str, most: int) -> Any:
    """What was sent, with one empty row more in the list when `button` asked for it: everything typed stays."""
    if data is None or button not in data:
        return data
    more = data.copy()
    name = f"{prefix}-TOTAL_FORMS"
    more[name] = str(min((whole_number(more.get(name)) or 0) + 1, most))
    return more
