"""R-04: of private time only start, end, how often the family went back, and who was there. Never what was said."""

import pytest
from django import forms
from django.apps import apps
from django.db import models

from cases.codes import PROFESSIONAL_POSITIONS, Position
from conferences.models import Attendance, Conference, ConferenceMove, Letter

TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)
# Every place for words in a meeting, by what it is for. A new one must be thought about: could it hold
# what was said in private time?
WORDS = {
    Conference: {
        "state",
        # The day as it is planned.
        *("day_part", "location_type", "venue_name", "venue_address", "venue_phone", "venue_notes", "reachable"),
        *("family_room", "professionals_room", "child_corner", "food", "diets", "food_paid_by"),
        *("child_care", "transport", "comings_and_goings", "what_if"),
        *("interpreter", "interpreter_language", "interpreter_name", "interpreter_phone", "interpreter_wished_by"),
        # How it ended, in one sentence.
        *("adjourned_reason", "no_plan_reason"),
    },
    Attendance: {"name", "position"},
    Letter: {"kind", "read_by", "part"},
    ConferenceMove: {"action", "source", "target", "reason"},
}


def private_fields() -> list[models.Field]:
    return [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if "private" in field.name and not field.name.startswith("wanted_in")
    ]


def test_no_field_of_private_time_holds_words() -> None:
    fields = private_fields()

    assert {field.name for field in fields} == {
        "private_time_from",
        "private_time_until",
        "returns_to_private_time",
        "in_private_time",
        "interpreter_in_private_time",
    }
    assert [field for field in fields if isinstance(field, TEXT)] == []


@pytest.mark.parametrize("model", WORDS)
def test_a_meeting_has_no_other_place_for_words(model: type[models.Model]) -> None:
    assert {field.name for field in model._meta.fields if isinstance(field, TEXT)} == WORDS[model]


def test_no_form_asks_for_words_of_private_time() -> None:
    asked = {
        name: type(field)
        for form in every_form()
        for name, field in getattr(form, "base_fields", {}).items()
        if "private" in name
    }

    assert asked
    assert not [name for name, kind in asked.items() if issubclass(kind, forms.CharField)]


def every_form() -> list[type[forms.BaseForm]]:
    found: list[type[forms.BaseForm]] = []
    todo: list[type] = [forms.BaseForm]
    while todo:
        children = todo.pop().__subclasses__()
        found += children
        todo += children
    return found


def test_a_coordinator_has_no_position_to_be_present_in() -> None:
    assert not [value for value in Position.values if "oordinat" in value]
    assert Position.CARE_WORKER in PROFESSIONAL_POSITIONS
