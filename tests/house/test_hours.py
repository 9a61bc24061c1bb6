"""The nights in which the clock changes: an hour that is not there is refused, one that comes twice is asked."""

import ast
import datetime as dt
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.utils import timezone

from cases.codes import Variant
from conferences.day.forms.day import BreakOffForm, RecordForm, TimesForm
from conferences.planning.forms.day_poll import ProposedDayForm
from conferences.planning.forms.planning import span_of
from conferences.times import moments_of
from ekc.date_fields import ClockField
from ekc.dates import hour_fault
from ekc.forms import HouseForm, HouseFormMixin, MomentField
from ekc.refusal import Refusal

APPS = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports")
SPRING, AUTUMN = dt.date(2027, 3, 28), dt.date(2025, 10, 26)
SUMMER, WINTER = dt.timedelta(hours=2), dt.timedelta(hours=1)


ROOT = Path(settings.BASE_DIR)
ROOM = {ROOT / "ekc" / "date_fields.py", ROOT / "ekc" / "forms.py"}


def sources() -> Iterator[Path]:
    """The files of the house that may hold a form, without the room of these fields itself."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if not {"migrations", "settings"} & set(path.parts) and path not in ROOM:
                yield path


def all_forms() -> Iterator[type[Any]]:
    """Every form class of the house, wherever it stands."""
    for path in sources():
        if "Form" in path.read_text():
            importlib.import_module(str(path.relative_to(ROOT))[:-3].replace("/", ".").removesuffix(".__init__"))
    waiting = [HouseFormMixin]
    while waiting:
        found = waiting.pop()
        waiting += found.__subclasses__()
        # Other tests may have made forms of their own.
        if not found.__module__.startswith("tests."):
            yield found


def test_every_clock_time_of_every_form_stands_with_its_day() -> None:
    """A clock time without its day would be taken for an hour that may not be there."""
    forgotten, clocks = {}, 0
    for form in all_forms():
        fields = getattr(form, "base_fields", {})
        named = {name for names in form.hours.values() for name in names}
        found = {name for name, field in fields.items() if isinstance(field, ClockField)}
        clocks += len(found)
        if found - named:
            forgotten[form.__name__] = found - named

    assert forgotten == {}
    assert clocks > 10


BARE = ("TimeField", "DateTimeField", "SplitDateTimeField")


def test_no_form_takes_a_time_by_another_field_than_that_of_the_house() -> None:
    bare = {
        (form.__name__, name)
        for form in all_forms()
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.TimeField | forms.DateTimeField | forms.SplitDateTimeField)
        and not isinstance(field, ClockField)
        and not isinstance(field.widget, forms.HiddenInput)
    }

    assert bare == set()


def test_no_field_of_a_time_is_made_where_the_forms_above_do_not_see_it() -> None:
    """Also not when a form is made: a clock time stands in its class, beside the day that it is of."""
    made, hidden = [], []
    for path in sources():
        tree = ast.parse(path.read_text())
        inside = {node for each in ast.walk(tree) if isinstance(each, ast.FunctionDef) for node in ast.walk(each)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func)
            if name in [f"forms.{each}" for each in BARE] or name == "ClockField" and node in inside:
                is_hidden = any(ast.unparse(each.value) == "forms.HiddenInput" for each in node.keywords)
                (hidden if is_hidden else made).append(f"{path.name}: {ast.unparse(node)}")

    # What the phone of the coordinator says, with its offset.
    assert hidden == ["day.py: forms.DateTimeField(required=False, widget=forms.HiddenInput)"]
    assert made == []


def test_one_room_turns_a_clock_time_into_a_moment() -> None:
    """Python and PostgreSQL read the hour that comes twice differently: so Python decides, in `at_local`."""
    root = ROOT
    makers = {
        str(path.relative_to(root))
        for app in APPS
        for path in (root / app).rglob("*.py")
        if "migrations" not in path.parts and "make_aware(" in path.read_text()
    }
    # A moment turned into a local time is the same in both; a local time into a moment is not.
    into_moments = [
        str(path.relative_to(root))
        for app in APPS
        for path in (root / app).rglob("*.sql")
        if re.search(r"at time zone|make_timestamptz|::timestamptz", path.read_text(), re.IGNORECASE)
    ]

    assert makers == {"ekc/dates.py"}
    assert into_moments == []


@pytest.mark.parametrize(
    ("day", "clock", "fault"),
    [
        (SPRING, "01:59", ""),
        (SPRING, "02:00", "skipped"),
        (SPRING, "02:30", "skipped"),
        (SPRING, "03:00", ""),
        (AUTUMN, "01:59", ""),
        (AUTUMN, "02:00", "twice"),
        (AUTUMN, "02:59", "twice"),
        (AUTUMN, "03:00", ""),
        (dt.date(2026, 7, 1), "02:30", ""),
    ],
)
def test_an_hour_is_there_once_twice_or_not(day: dt.date, clock: str, fault: str) -> None:
    assert hour_fault(day, dt.time.fromisoformat(clock)) == fault


class TalkForm(HouseForm):
    talk = MomentField(label="Wanneer")


def talk(day: dt.date, clock: str, **kwargs: Any) -> TalkForm:
    return TalkForm({"talk_0": day.isoformat(), "talk_1": clock}, **kwargs)


def test_a_moment_that_is_not_there_is_refused_with_a_word() -> None:
    form = talk(SPRING, "02:30")

    assert "bestaat niet" in str(form.errors["talk"])
    assert 'value="02:30"' in str(form["talk"])


@pytest.mark.parametrize(("said", "offset"), [("zomertijd", SUMMER), ("wintertijd", WINTER), ("(Wintertijd)", WINTER)])
def test_a_moment_that_comes_twice_is_asked_and_told(said: str, offset: dt.timedelta) -> None:
    asked = talk(AUTUMN, "02:30")
    assert "twee keer" in str(asked.errors["talk"])
    assert 'type="text"' in str(asked["talk"]), "a clock of a browser has no room for the answer"

    told = talk(AUTUMN, f"02:30 {said}")

    assert told.is_valid(), told.errors
    assert timezone.localtime(told.cleaned_data["talk"]).utcoffset() == offset


def test_what_stood_there_and_was_not_changed_is_not_asked() -> None:
    known = dt.datetime(2025, 10, 26, 1, 30, tzinfo=dt.UTC)

    form = talk(AUTUMN, "02:30", initial={"talk": known})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["talk"].astimezone(dt.UTC) == known


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_the_day_of_a_next_meeting_and_a_day_to_choose_from_ask_too(day: dt.date) -> None:
    next_day = {"reason": "Te onrustig.", "another": "True", "next_day": day.isoformat(), "next_start": "02:30"}
    proposed = {"day": day.isoformat(), "start": "02:30"}

    assert "next_start" in BreakOffForm(next_day).errors
    assert "start" in ProposedDayForm(proposed).errors


def test_an_end_past_midnight_is_of_the_night_that_follows() -> None:
    evening = {"day": (AUTUMN - dt.timedelta(days=1)).isoformat(), "started": "19:00", "private_from": "20:00"}
    night = {"private_until": "01:00", "ended": "02:30"}

    assert set(TimesForm({**evening, **night}, variant=Variant.FAMILY).errors) == {"ended"}
    told = TimesForm({**evening, **night, "ended": "02:30 wintertijd"}, variant=Variant.FAMILY)
    assert told.is_valid(), told.errors
    assert timezone.localtime(told.times().fields()["ended_at"]).utcoffset() == WINTER


def test_times_that_stand_there_are_kept_as_they_are() -> None:
    evening = {"day": (AUTUMN - dt.timedelta(days=1)).isoformat(), "started": "19:00", "private_from": "20:00"}
    night = {"private_until": "01:00", "ended": "02:30"}

    form = TimesForm({**evening, **night}, variant=Variant.FAMILY, initial={"ended": dt.time(2, 30, fold=1)})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["ended"].fold == 1


def test_a_day_written_down_afterwards_asks_as_well() -> None:
    data = {"day": SPRING.isoformat(), "started": "02:15", "ended": "04:00", "outcome": "afgebroken"}

    assert "bestaat niet" in str(
        RecordForm({**data, "reason": "Te onrustig.", "another": "False"}, variant=Variant.FAMILY).errors["started"]
    )


def test_an_act_refuses_an_hour_that_is_not_there_too() -> None:
    with pytest.raises(Refusal, match="bestaat niet"):
        span_of(SPRING, dt.time(2, 30), None)
    with pytest.raises(Refusal, match="bestaat niet"):
        moments_of(SPRING, [dt.time(1), dt.time(2, 30)])


def test_the_second_time_of_a_night_follows_the_first() -> None:
    first, second = moments_of(AUTUMN, [dt.time(2, 45), dt.time(2, 15, fold=1)])

    assert second - first == dt.timedelta(minutes=30)
