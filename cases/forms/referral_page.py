"""The page of an aanmelding: the form, the people it is for, and whom to call.

Adding a row is a submit button, so that it works without JavaScript and keeps everything typed.
"""

from typing import Any, NamedTuple

from django.forms import BoundField
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import Municipality, Region, User

from ..codes import Channel
from ..domain.referral import (
    MOST_MAIN_PERSONS,
    PersonData,
    ReferralData,
    Referred,
    ReferrerData,
    needs_consent,
    refer_case,
)
from .referral import KINDS, ProfessionalReferralForm
from .referral_people import MOST_RELATIVES, PERSONS, RELATIVES, TAMPERED, PersonForm


class Part(NamedTuple):
    """One part of the page under its own heading."""

    title: str | Promise
    help: str | Promise
    fields: list[BoundField]


class ReferralPage:
    """The form and its two lists, as one thing to draw, to add a row to, and to send."""

    def __init__(self, kind: str, *, by: User | None, data: QueryDict | None = None) -> None:
        form_class = KINDS[kind]
        self.by = by
        row = rows_asked(data) if data is not None else ""
        if data is not None and row:
            data = with_row(data, row)
        self.form = form_class(data, by=by)
        self.persons = PERSONS(data, prefix="persons", is_self=form_class.is_self, error_messages=TAMPERED)
        self.relatives = RELATIVES(data, prefix="relatives", error_messages=TAMPERED)
        # Extra rows and not initial ones: a row that stays empty is nobody.
        self.relatives.extra = form_class.first_relatives
        if row:
            self._leave_unjudged()

    @property
    def before_people(self) -> list[Part]:
        """Who applies; and consent, which comes before any contact data of the family (R-06)."""
        form = self.form
        parts = [Part(form.texts["who"], "", [form[name] for name in form.who_fields])]
        if isinstance(form, ProfessionalReferralForm):
            text = _(
                "Geeft u een telefoonnummer, mailadres of adres van de familie door? Leg dan eerst vast wie daar "
                "toestemming voor gaf. De familie kan dit later nalezen."
            )
            parts.append(Part(_("Toestemming van de familie"), text, self._fields("consent_by consent_on consent_how")))
        return parts

    @property
    def after_people(self) -> list[Part]:
        is_professional = isinstance(self.form, ProfessionalReferralForm)
        parts = [
            Part(
                _("Wat is er aan de hand?"),
                "",
                self._fields("situation question other_professionals help_duration earlier_conference repeat_reason"),
            )
        ]
        if is_professional:
            parts.append(Part(_("Veiligheid"), "", self._fields("safety_triggers")))
        parts.append(Part(_("Spoed"), "", self._fields("is_urgent urgent_reason")))
        wishes = _(
            "De coördinator is iemand uit de samenleving, geen hulpverlener. We zoeken iemand die past. "
            "Dat lukt niet altijd; dan overleggen we. Vul alleen in wat echt belangrijk is."
        )
        parts.append(
            Part(
                _("Wensen voor de coördinator"),
                wishes,
                self._fields("wish_gender wish_language wish_culture wish_faith wish_other"),
            )
        )
        return parts

    def _fields(self, names: str) -> list[BoundField]:
        return [self.form[name] for name in names.split()]

    @property
    def can_add_person(self) -> bool:
        return len(self.persons.forms) < MOST_MAIN_PERSONS

    @property
    def can_add_relative(self) -> bool:
        return len(self.relatives.forms) < MOST_RELATIVES

    @property
    def next_person(self) -> int:
        return len(self.persons.forms) + 1

    @property
    def next_relative(self) -> int:
        return len(self.relatives.forms) + 1

    def is_valid(self) -> bool:
        # All three are judged, so that every error shows at once.
        valid = [part.is_valid() for part in (self.form, self.persons, self.relatives)]
        if self.form.is_bound and hasattr(self.form, "cleaned_data"):
            self._find_region()
        return all(valid) and not self.form.errors and self._consent_is_there()

    def save(self, *, channel: str = Channel.FORM) -> Referred:
        """Raises Refusal."""
        return refer_case(self._data(), by=self.by, submit_key=self.form.cleaned_data["submit_key"], channel=channel)

    def _consent_is_there(self) -> bool:
        if needs_consent(self._data()) and isinstance(self.form, ProfessionalReferralForm):
            self.form.require_consent()
        return not self.form.errors

    def _find_region(self) -> None:
        """The region lies in the municipality of the first person whose municipality we know."""
        data = self.form.cleaned_data
        judged = [form for form in self.persons.forms if hasattr(form, "cleaned_data")]
        named = [form.cleaned_data.get("municipality", "") for form in judged]
        self.region = data.get("region") or _region_of(named)
        if self.region is None and "region" not in self.form.errors:
            unknown = next((name for name in named if name), "")
            self.form.add_error(
                "region",
                _("We kennen de gemeente “%(name)s” niet. Kies de regio.") % {"name": unknown}
                if unknown
                else _("Vul een gemeente in, of kies de regio."),
            )

    def _data(self) -> ReferralData:
        data, form = self.form.cleaned_data, self.form
        region: Any = self.region  # a form without a region is not valid
        referrer = form.referrer()
        return ReferralData(
            referrer=referrer,
            persons=[self._person(index, each, referrer) for index, each in enumerate(self.persons.forms)],
            relatives=[each.to_data() for each in self.relatives.forms if each.has_changed()],
            region=region,
            situation=data["situation"],
            question=data["question"],
            other_professionals=data["other_professionals"],
            help_duration=data["help_duration"],
            wishes=form.wishes(),
            safety_triggers=data.get("safety_triggers", ()),
            urgent_reason=data["urgent_reason"] if data["is_urgent"] else "",
            earlier_conference=data["earlier_conference"] == "ja",
            repeat_reason=data["repeat_reason"],
        )

    def _person(self, index: int, person: PersonForm, referrer: ReferrerData) -> PersonData:
        if not (self.form.is_self and index == 0):
            return person.to_data()
        own = {name: getattr(referrer, name) for name in ("phone", "email", "no_voicemail", "best_time")}
        return person.to_data(referrer.name, **own)

    def _leave_unjudged(self) -> None:
        """A row was added or taken away: everything typed stays, and nothing is called wrong yet."""
        for part in (self.form, *self.persons.forms, *self.relatives.forms):
            part._errors = ErrorDict()
        for formset in (self.persons, self.relatives):
            formset._errors, formset._non_form_errors = [], formset.error_class()


def _region_of(names: list[str]) -> Region | None:
    known = Municipality.objects.select_related("region")
    for name in filter(None, names):
        found = known.filter(name__iexact=name).first()
        if found is not None:
            return found.region
    return None


# --- rows, without JavaScript -----------------------------------------------------------------------------

ROW_BUTTONS = ("add_person", "add_relative", "remove_person", "remove_relative")
_PREFIXES = {"person": "persons", "relative": "relatives"}


def rows_asked(data: QueryDict) -> str:
    """Which of the row buttons was pressed; empty when the form itself was sent."""
    return next((name for name in ROW_BUTTONS if name in data), "")


def with_row(data: QueryDict, button: str) -> QueryDict:
    """The same data with one row more, or without the row that the button names."""
    act, _sep, thing = button.partition("_")
    prefix = _PREFIXES[thing]
    changed = data.copy()
    total = _number(changed.get(f"{prefix}-TOTAL_FORMS"))
    if act == "add":
        most = MOST_MAIN_PERSONS if thing == "person" else MOST_RELATIVES
        changed[f"{prefix}-TOTAL_FORMS"] = str(min(total + 1, most))
        return changed
    gone = _number(changed.get(button))
    if 0 <= gone < total:
        _take_out(changed, prefix, gone, total)
    return changed


def _take_out(data: QueryDict, prefix: str, gone: int, total: int) -> None:
    rows: list[dict[str, list[str]]] = []
    for index in range(min(total, MOST_MAIN_PERSONS + 1)):
        start = f"{prefix}-{index}-"
        rows.append({key[len(start) :]: data.pop(key) for key in [key for key in data if key.startswith(start)]})
    for index, row in enumerate(rows[:gone] + rows[gone + 1 :]):
        for name, values in row.items():
            data.setlist(f"{prefix}-{index}-{name}", values)
    data[f"{prefix}-TOTAL_FORMS"] = str(total - 1)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else 0
