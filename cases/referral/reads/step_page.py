"""One page of an aanmelding with what was typed on it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cases.codes import ReferrerKind
from cases.places import municipality_of
from ekc.accounts.models import Municipality, Region
from ekc.form_group import leave_unjudged

from ..acts.drafts import Part
from ..forms.people import TAMPERED, PersonReachForm
from ..forms.third_person import put_in_third_person, third_person
from .steps import FIRST_OF_TALK, Step

if TYPE_CHECKING:
    from .answers import Answers

MOST_SIGNS = 60_000
"""Of one page. More is no story but a stream; `is_too_long` says so and nothing is thrown away."""


def query_of(part: Part) -> QueryDict:
    """What was kept of a page, as if the browser sent it now."""
    query = QueryDict(mutable=True)
    for name, values in part.items():
        query.setlist(name, list(values))
    return query


class StepPage:
    """One page with its form, its list of people, and the contact data of each main person."""

    def __init__(self, step: Step, answers: "Answers", data: QueryDict | None) -> None:
        self.step, self.answers = step, answers
        self.form: Any = None
        self.rows: Any = None
        self.reach: list[tuple[Any, Any]] = []
        self.is_judged = data is not None
        if step.form is not None:
            self.form = step.form(
                data, kind=answers.kind, on_the_phone=answers.on_the_phone, initial=answers.initial_of(step)
            )
            answers.adapt(step, self.form)
        if step.people is not None:
            self.rows = step.people(
                data, prefix=step.prefix, form_kwargs=answers.row_arguments(step), error_messages=TAMPERED
            )
            self.rows.validate_min = not answers.is_of_group
            self.rows.extra = 0 if answers.kind == ReferrerKind.SELF else int(step.prefix in ("relatives", "parties"))
            if step.prefix == "persons":
                answers.drawn_persons = self.rows.forms
        if step.reach:
            self.reach = [
                (person, PersonReachForm(data, prefix=f"reach-{person['row'].value()}"))
                for person in answers.persons_to_reach()
                if person["row"].value()
            ]
        if answers.on_the_phone:
            for form in self.forms:
                put_in_third_person(form)

    @property
    def parts(self) -> list[Any]:
        """Everything on this page that can hold an error, in the order of the page."""
        return [each for each in (self.rows, self.form, *(form for _person, form in self.reach)) if each is not None]

    @property
    def forms(self) -> list[Any]:
        """Every single form on this page."""
        return [form for part in self.parts for form in getattr(part, "forms", [part])]

    # --- how it stands on the page of the phone

    @property
    def title(self) -> Any:
        return third_person(self.step.title) if self.answers.on_the_phone else self.step.title

    @property
    def add_label(self) -> Any:
        return third_person(self.step.add_label) if self.answers.on_the_phone else self.step.add_label

    @property
    def is_at_first_sight(self) -> bool:
        """What every talk begins with; the rest is folded away until it comes up."""
        return self.step.slug in FIRST_OF_TALK

    @property
    def is_begun(self) -> bool:
        """Whether somebody wrote or chose something here."""
        return any(_is_filled_in(form) for form in self.forms)

    @cached_property
    def is_valid(self) -> bool:
        valid = all([part.is_valid() for part in self.parts])  # noqa: C419  all are judged, so that every error shows
        if self.form is not None and "region" in self.form.fields and self.form.is_bound:
            self._find_region()
            valid = valid and not self.form.errors
        return valid

    @property
    def errors(self) -> bool:
        """Whether the title of the page says that something is wrong."""
        return self.is_judged and not self.is_valid

    def leave_unjudged(self) -> "StepPage":
        """What was typed is shown, and nothing is called wrong yet."""
        self.is_judged = False
        for part in self.parts:
            leave_unjudged(part)
        return self

    def owns(self, name: str) -> bool:
        """Whether a name among what was posted belongs to this page."""
        if self.form is not None and any(name == each or _is_part_of(name, each) for each in self.form.fields):
            return True
        return bool(
            (self.rows is not None and name.startswith(f"{self.step.prefix}-"))
            or (self.step.reach and name.startswith("reach-"))
        )

    def typed(self, data: QueryDict) -> dict[str, list[str]]:
        """What of this was typed on this page."""
        return {name: data.getlist(name) for name in data if self.owns(name)}

    @property
    def can_add(self) -> bool:
        return self.rows is not None and len(self.rows.forms) < self.rows.max_num

    @property
    def next_row(self) -> int:
        return len(self.rows.forms) + 1

    def _find_region(self) -> None:
        """The region lies in the municipality that was named first and that we know."""
        named = [form.cleaned_data.get("municipality", "") for form in self._placed() if hasattr(form, "cleaned_data")]
        self.region = self.form.cleaned_data.get("region") or _region_of(named)
        if self.region is None and "region" not in self.form.errors:
            unknown = next((name for name in named if name), "")
            self.form.add_error(
                "region",
                _("We kennen de gemeente “%(name)s” niet. Kies de regio.") % {"name": unknown}
                if unknown
                else self._unknown_place(),
            )

    def _unknown_place(self) -> str:
        """No municipality follows from where people live, or nobody said where that is."""
        typed = [form.cleaned_data.get("place", "") for form in self._placed() if hasattr(form, "cleaned_data")]
        place = next((name for name in typed if name), "")
        if not place:
            return _("Vul de woonplaats in, of kies de regio.")
        return _("We kennen de plaats “%(name)s” niet. Vul de gemeente in, of kies de regio.") % {"name": place}

    def _placed(self) -> Iterable[Any]:
        return self.rows.forms if self.rows is not None else [self.form]


def _is_filled_in(form: Any) -> bool:
    if not form.is_bound:
        return False
    shown = [field for field in form if not field.is_hidden]
    return any(form.data.get(name) for field in shown for name in _sent_names(field) if not _is_as_it_was(form, field))


def _sent_names(field: Any) -> list[str]:
    parts = getattr(field.field.widget, "widgets", ())
    return [f"{field.html_name}_{index}" for index in range(len(parts))] or [field.html_name]


def _is_as_it_was(form: Any, field: Any) -> bool:
    return field.initial not in (None, "") and str(form.data.get(field.html_name)) == str(field.initial)


def _is_part_of(name: str, field_name: str) -> bool:
    return name.startswith(f"{field_name}_") and name[len(field_name) + 1 :].isdigit()


def _region_of(names: list[str]) -> Region | None:
    known = Municipality.objects.select_related("region")
    for name in filter(None, names):
        found = known.called(name).first() or known.called(municipality_of(name) or name).first()
        if found is not None:
            region: Region = found.region
            return region
    return None
