"""Two tabs or two people on one form: nothing that somebody else saved is overwritten unseen."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from ekc import dutch
from ekc.refusal import Refusal

AS_READ = "zoals_gelezen"
Row = Mapping[str, Any]


class SharedEditMixin:
    """For a form on what others may be changing at the same time, or one person in two tabs. Stands first.

    The page carries a mark of each value as it was read (drawn by `house_form`; by `{% as_read forms %}` where the
    form is written out by hand). What was changed elsewhere meanwhile and not here stays; where both changed the same,
    saving raises Refusal with what stands there now, once, and all that was typed stays on the page. The helper in
    `ekc/pages.py` sees to it (`settle`): `save` finds in `cleaned_data` what is to be saved. A `save` that wants only
    what was changed here calls `changes()`; a decision as a whole has `refuse_overtaken` as its `settle`.
    """

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    @cached_property
    def _read(self) -> dict[str, str]:
        # Not in `__init__`: forms take fields away and set initial values after it.
        sent = self.data.get(self._mark_name, "") if self.is_bound else ""  # type: ignore[attr-defined]
        return _marks_in(sent) or self._marks_now()

    @property
    def as_read(self) -> str:
        """What stood in the fields when this page was opened, as a text for a hidden field; it shows no value."""
        return json.dumps(self._read, separators=(",", ":"))

    @property
    def _mark_name(self) -> str:
        return str(self.add_prefix(AS_READ))  # type: ignore[attr-defined]

    def marks(self) -> list[tuple[str, str]]:
        """The hidden fields of this form: name and value."""
        return [(self._mark_name, self.as_read)]

    def settle(self) -> None:
        """Put in place of what was not changed here what stands there now. Raises Refusal as `changes` does."""
        if not self.is_new:
            self.cleaned_data = self.merged()

    @property
    def is_new(self) -> bool:
        """Whether it makes a row: nobody else can have changed that."""
        instance = getattr(self, "instance", None)
        return isinstance(instance, Model) and instance.pk is None

    def changes(self) -> dict[str, Any]:
        """What was changed on this page. Raises Refusal where it was changed elsewhere too."""
        self.refuse_overtaken()
        return {name: value for name, value in self.cleaned_data.items() if self._is_changed_here(name)}

    def merged(self) -> dict[str, Any]:
        """All values: those changed here, and the others as they stand now. Raises Refusal as `changes` does."""
        changed = self.changes()
        return {
            name: value if name in changed else self._kept(name, value) for name, value in self.cleaned_data.items()
        }

    def refuse_overtaken(self) -> None:
        """Raise Refusal when something that was changed here was changed elsewhere since the page was opened."""
        overtaken = [name for name in self.fields if name in self.cleaned_data and self._is_overtaken(name)]
        if not overtaken:
            return
        # Who saves again has read what the other wrote.
        self._read.update({name: mark for name, mark in self._marks_now().items() if name in overtaken})
        raise _overtaken("; ".join(self._words_now(name) for name in overtaken))

    def _kept(self, name: str, value: Any) -> Any:
        """What stands there now, of a value that was not changed here."""
        now = self._value_now(name)
        return value if _mark(now) == _mark(value) else self._as_cleaned(name, now)

    def _as_cleaned(self, name: str, value: Any) -> Any:
        """As if it was typed here: a row in place of its key, a date in place of its parts."""
        field = self.fields[name]
        try:
            parts = field.widget.decompress(value) if isinstance(field.widget, forms.MultiWidget) else value
            return field.clean(parts)
        except ValidationError:
            return value

    def _is_overtaken(self, name: str) -> bool:
        now = _mark(self._value_now(name))
        return self._is_changed_here(name) and self._read.get(name, now) != now != _mark(self.cleaned_data[name])

    def _is_changed_here(self, name: str) -> bool:
        """A value that is no field of the page was worked out by the form: it goes along."""
        return name not in self._read or self._read[name] != _mark(self.cleaned_data[name])

    def _value_now(self, name: str) -> Any:
        value = self._initial_now(name)
        return self._as_cleaned(name, value) if isinstance(self.fields[name], forms.TypedChoiceField) else value

    def _initial_now(self, name: str) -> Any:
        return self.get_initial_for_field(self.fields[name], name)  # type: ignore[attr-defined]

    def _marks_now(self) -> dict[str, str]:
        return {name: _mark(self._value_now(name)) for name in self.fields}

    def _words_now(self, name: str) -> str:
        field, value = self.fields[name], self._initial_now(name)
        words = dict(_flat(getattr(field, "choices", ())))
        listed = value if isinstance(value, list | tuple) else [value]
        shown = ", ".join(str(words.get(str(each), _shown(each))) for each in listed if each not in (None, ""))
        return _("%(label)s “%(value)s”") % {"label": str(field.label).rstrip("?: ."), "value": shown or _("leeg")}


class SharedRows:
    """A list that is saved as a whole, such as of dishes, in a formset. `now`: its rows as they stand.

    Like a field of `SharedEditMixin`: what was not changed here stays as others left it; changed here and elsewhere is
    refused once. `rows` is what to save. `says` tells a row with something in it from one that was left open.
    """

    def __init__(
        self, formset: Any, now: Iterable[Row], *, label: Any, says: Callable[[Row], Any] | None = None
    ) -> None:
        self.formset, self.now, self.label = formset, [dict(row) for row in now], label
        self.says = says or (lambda row: any(row.values()))
        sent = str(formset.data.get(self._mark_name, "")) if formset.is_bound else ""
        self.read = sent or self._mark(self.now)
        self._settled: list[dict[str, Any]] | None = None

    @property
    def rows(self) -> list[dict[str, Any]]:
        return self._typed() if self._settled is None else self._settled

    def marks(self) -> list[tuple[str, str]]:
        return [(self._mark_name, self.read)]

    def settle(self) -> None:
        """Choose between what was typed and what stands there now. Raises Refusal."""
        typed = self._typed()
        mine, now = self._mark(typed), self._mark(self.now)
        if self.read not in (mine, now) and mine != now:
            self.read = now
            raise _overtaken(_("%(label)s “%(value)s”") % {"label": self.label, "value": self._words_now()})
        self._settled = self.now if mine == self.read else typed

    @property
    def _mark_name(self) -> str:
        return f"{self.formset.prefix}-{AS_READ}"

    def _typed(self) -> list[dict[str, Any]]:
        return [row for row in self.formset.cleaned_data if self.says(row)]

    def _mark(self, rows: Iterable[Row]) -> str:
        # By name: a form and a row of the database need not agree on the order. What is not said is left out.
        texts = (";".join(f"{name}={_plain(row[name])}" for name in sorted(row) if row[name]) for row in rows)
        return _mark("\n".join(texts))

    def _words_now(self) -> Any:
        rows = [", ".join(each for each in row.values() if isinstance(each, str) and each) for row in self.now]
        return "; ".join(filter(None, rows)) or _("leeg")


def _overtaken(now: str) -> Refusal:
    return Refusal(
        _(
            "Dit is intussen veranderd, door iemand anders of in een ander tabblad. Er staat nu: %(now)s. "
            "Wat hier is ingevuld, is nog niet bewaard. Klopt het nog? Bewaar dan nog een keer."
        )
        % {"now": now}
    )


def _flat(choices: Iterable[Any]) -> Iterable[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), label


def _shown(value: Any) -> str | Promise:
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, dt.datetime):
        return f"{dutch.long_date(timezone.localtime(value).date())} {timezone.localtime(value):%H:%M}"
    return dutch.long_date(value) if isinstance(value, dt.date) else str(value)


def _mark(value: Any) -> str:
    return hashlib.sha256(_plain(value).encode()).hexdigest()[:12]


def _plain(value: Any) -> str:
    """One text for what is the same to a person: a browser sends other line ends, and a number more noughts."""
    if value is None:
        return ""
    if isinstance(value, str):
        return "\n".join(value.split("\r\n")).strip()
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="minutes")
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, Iterable):
        return "\x1f".join(sorted(_plain(each) for each in value))
    return str(value)


def _marks_in(sent: str) -> dict[str, str]:
    try:
        found = json.loads(sent)
    except ValueError:
        return {}
    return {str(name): str(mark) for name, mark in found.items()} if isinstance(found, dict) else {}
