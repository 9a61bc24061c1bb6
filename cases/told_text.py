"""Free text that others read: no secret address leaves the file in it, however it is spelled (design 4.5).

Two gates. A form that `tells` refuses a text in which a secret address stands, and asks about one that looks like it.
What stood there before, or became secret later, is left out where it is shown: `Secrets.told` and `Secrets.veiled`.
"""

import copy
import hashlib
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from django import forms
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ekc.addresses import Address, Likeness
from ekc.names import words_of

from .models import AddressCheck, Case

Row = TypeVar("Row", bound=models.Model)
CHECKED, PLACE_CHECKED = "no_secret_address", "secret_place"
OTHER, SECRET = "ander", "geheim"


class Secrets:
    """The secret addresses of a case, and the texts of which somebody said that they are no such address.

    Asks the database once, and only when there is a text to look at.
    """

    def __init__(self, case: Case) -> None:
        self.case = case

    @cached_property
    def addresses(self) -> list[Address]:
        fields = ("street", "postcode")
        people = [self.case.main_persons, self.case.circle]
        rows = {row for each in people for row in each.filter(secret_address=True).values_list(*fields)}
        return [address for row in sorted(rows) if (address := Address(*row))]

    @cached_property
    def _cleared(self) -> frozenset[str]:
        return frozenset(AddressCheck.objects.filter(case=self.case).values_list("text_key", flat=True))

    def likeness(self, text: str) -> Likeness:
        """Whether a text tells a secret address of this case; a doubt that somebody judged is none any more."""
        if not text or not self.addresses:
            return Likeness.NONE
        found = max(address.likeness(text) for address in self.addresses)
        return Likeness.NONE if found == Likeness.LIKE and self._key(text) in self._cleared else found

    def clear(self, text: str) -> None:
        """Write down that somebody looked at this text, and that it is no secret address."""
        AddressCheck.objects.get_or_create(case=self.case, text_key=self._key(text))

    def told(self, text: str) -> str:
        """The text as others may read it: without it where it tells a secret address, or may do so.

        What stands there instead is a sentence of the house, in the language of the page: no typed text (`own_words`).
        """
        if self.likeness(text) == Likeness.NONE:
            return text
        return format_html("{}", _("(Hier stond iets over een geheim adres. De coördinator weet het.)"))

    def veiled(self, row: Row) -> Row:
        """A copy of a row for showing, each of its own texts as others may read it. Never save it."""
        shown = copy.copy(row)
        for column in row._meta.concrete_fields:
            is_text = isinstance(column, models.TextField | models.CharField) and not column.choices
            text = row.__dict__.get(column.attname) if is_text else None
            if isinstance(text, str) and (told := self.told(text)) != text:
                setattr(shown, column.attname, told)
        return shown

    def _key(self, text: str) -> str:
        """One key for a text against these addresses: another address asks anew."""
        told = [*words_of(text), "", *(f"{each.street} {each.postcode}" for each in self.addresses)]
        return hashlib.sha256("\x1f".join(told).encode()).hexdigest()


class TellsOthersMixin:
    """For a form with texts that reach others. Stands first; `case` is the file they are of.

    In the fields of `tells` a secret address is refused, and what looks like one is asked about. `place` are fields
    that together are an address: there the secret one may stand, for the house shows it to nobody; what looks like it
    is asked about too.
    """

    tells: ClassVar[tuple[str, ...]] = ()
    place: ClassVar[tuple[str, ...]] = ()
    fields: dict[str, forms.Field]

    @property
    def told_case(self) -> Case:
        """The file that the texts are of."""
        case: Case = self.case  # type: ignore[attr-defined]
        return case

    @property
    def checks(self) -> list[forms.BoundField]:
        """What is asked about a doubt, for a page that draws its fields one by one."""
        return [self[name] for name in (CHECKED, PLACE_CHECKED) if name in self.fields]  # type: ignore[index]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}  # type: ignore[misc]
        if not any(data.get(name) for name in (*self.tells, *self.place)):
            return data
        secrets = Secrets(self.told_case)
        doubts = [name for name in self.tells if self._is_doubtful(name, data, secrets)]
        if doubts:
            self.fields[CHECKED] = _tick()
        for name in doubts:
            if self._answer(CHECKED):
                secrets.clear(data[name])
            else:
                self._refuse(
                    name,
                    _("Dit lijkt op een geheim adres. Is het een ander adres? Zet dan een vinkje onder dit formulier."),
                )
        self._ask_about_place(data, secrets)
        return data

    def _is_doubtful(self, name: str, data: dict[str, Any], secrets: Secrets) -> bool:
        likeness = secrets.likeness(str(data.get(name) or ""))
        if likeness == Likeness.SAME:
            self._refuse(name, _("Hier staat een geheim adres. Anderen lezen deze tekst. Haal het adres weg."))
        return likeness == Likeness.LIKE

    def _ask_about_place(self, data: dict[str, Any], secrets: Secrets) -> None:
        text = place_text(*(str(data.get(name) or "") for name in self.place))
        is_doubtful = secrets.likeness(text) == Likeness.LIKE
        if is_doubtful:
            self.fields[PLACE_CHECKED] = _choice()
        answer = self._answer(PLACE_CHECKED) if is_doubtful else ""
        if answer == OTHER:
            secrets.clear(text)
        elif is_doubtful and answer != SECRET:
            last = next(name for name in reversed(self.place) if data.get(name))
            self._refuse(last, _("Dit lijkt op een geheim adres. Is het dat adres? Kies onder dit formulier."))

    def _answer(self, name: str) -> str:
        """What was answered; then the question stands under the form no longer. It is no value of the form."""
        key = self.add_prefix(name)  # type: ignore[attr-defined]
        answer = str(self.data.get(key, ""))  # type: ignore[attr-defined]
        if answer:
            self.fields.pop(name, None)
        return answer

    def _refuse(self, name: str, sentence: str) -> None:
        self.add_error(name, sentence)  # type: ignore[attr-defined]


def place_text(*parts: str) -> str:
    """Name and address of a place as the one text that is looked at."""
    return " ".join(filter(None, (part.strip() for part in parts)))


def _tick() -> forms.Field:
    return forms.BooleanField(
        label=gettext_lazy("Ik heb het nagekeken: dit is geen geheim adres. Anderen mogen het lezen."), required=False
    )


def _choice() -> forms.Field:
    choices = [
        (SECRET, gettext_lazy("Het is het geheime adres: laat het nergens zien")),
        (OTHER, gettext_lazy("Het is een ander adres: genodigden mogen het lezen")),
    ]
    return forms.ChoiceField(
        label=gettext_lazy("Is deze plek het geheime adres?"),
        choices=choices,
        widget=forms.RadioSelect,
        required=False,
    )
