"""Two tabs or two people on one form: nothing that somebody else saved is overwritten unseen."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from ekc import dutch
from ekc.refusal import Refusal

AS_READ = "zoals_gelezen"


class SharedEditMixin:
    """For a form on what others may be changing at the same time, or one person in two tabs. Stands first.

    The page carries a mark of each value as it was read (`as_read`, drawn by `house_form`). What was changed elsewhere
    meanwhile and not here stays; where both changed the same, saving raises Refusal with what stands there now, once,
    and all that was typed stays on the page. `save` uses one of three: `changes()`, only what was changed here;
    `merged()`, everything; `refuse_overtaken()` before saving a decision as a whole.
    """

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    @cached_property
    def _read(self) -> dict[str, str]:
        # Not in `__init__`: forms take fields away and set initial values after it.
        sent = self.data.get(AS_READ, "") if self.is_bound else ""  # type: ignore[attr-defined]
        return _marks_in(sent) or self._marks_now()

    @property
    def as_read(self) -> str:
        """What stood in the fields when this page was opened, as a text for a hidden field; it shows no value."""
        return json.dumps(self._read, separators=(",", ":"))

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
        raise Refusal(
            _(
                "Dit is intussen veranderd, door iemand anders of in een ander tabblad. Er staat nu: %(now)s. "
                "Wat hier is ingevuld, is nog niet bewaard. Klopt het nog? Bewaar dan nog een keer."
            )
            % {"now": "; ".join(self._words_now(name) for name in overtaken)}
        )

    def _kept(self, name: str, value: Any) -> Any:
        """What stands there now, of a value that was not changed here."""
        now = self._value_now(name)
        return value if _mark(now) == _mark(value) else now

    def _is_overtaken(self, name: str) -> bool:
        now = _mark(self._value_now(name))
        return self._is_changed_here(name) and self._read.get(name, now) != now != _mark(self.cleaned_data[name])

    def _is_changed_here(self, name: str) -> bool:
        """A value that is no field of the page was worked out by the form: it goes along."""
        return name not in self._read or self._read[name] != _mark(self.cleaned_data[name])

    def _value_now(self, name: str) -> Any:
        return self.get_initial_for_field(self.fields[name], name)  # type: ignore[attr-defined]

    def _marks_now(self) -> dict[str, str]:
        return {name: _mark(self._value_now(name)) for name in self.fields}

    def _words_now(self, name: str) -> str:
        field, value = self.fields[name], self._value_now(name)
        words = dict(_flat(getattr(field, "choices", ())))
        listed = value if isinstance(value, list | tuple) else [value]
        shown = ", ".join(str(words.get(str(each), _shown(each))) for each in listed if each not in (None, ""))
        return _("%(label)s “%(value)s”") % {"label": str(field.label).rstrip("?: ."), "value": shown or _("leeg")}


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
    if isinstance(value, Iterable):
        return "\x1f".join(sorted(_plain(each) for each in value))
    return str(value)


def _marks_in(sent: str) -> dict[str, str]:
    try:
        found = json.loads(sent)
    except ValueError:
        return {}
    return {str(name): str(mark) for name, mark in found.items()} if isinstance(found, dict) else {}
