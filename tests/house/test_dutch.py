"""Dates, times and amounts as people write them."""

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest
from babel.numbers import format_percent
from django.conf import settings
from django.utils import translation

from ekc.dutch import (
    hours_in_words,
    iso_date,
    long_date,
    moment_of_the_house,
    month_number,
    months_in_words,
    parse_amount,
    parse_date,
    parse_time,
    short_date,
)
from ekc.figures import euros, percentage
from ekc.forms import ClockField, DayField
from ekc.languages import listed

THIRD_OF_APRIL = dt.date(2026, 4, 3)


@pytest.mark.parametrize(
    "text",
    ["3-4-2026", "03-04-2026", "3 4 2026", "03 04 2026", "3/4/2026", "3.4.2026", "3 april 2026", "3 apr. 2026",
     " 3 April 2026 ", "2026-04-03", "3-april-2026"],
)  # fmt: skip
def test_date_is_read_as_people_write_it(text: str) -> None:
    assert parse_date(text) == THIRD_OF_APRIL


@pytest.mark.parametrize(
    "text", ["", "morgen", "31-4-2026", "3-13-2026", "3-4-26", "0-4-2026", "3 apr", "4-2026", "3 m 2026", "३-४-२०२६"]
)
def test_text_that_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 the words are those of datetime
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "number"), [("mrt", 3), ("maart", 3), ("mei", 5), ("ju", None), ("jun", 6), ("13", None)]
)
def test_month_is_known_by_number_name_or_short_name(text: str, number: int | None) -> None:
    assert month_number(text) == number


@pytest.mark.parametrize("text", ["19:30", "19.30", "1930", "19u30", "19:30:00", "19.30 uur"])
def test_clock_time_is_read_as_people_write_it(text: str) -> None:
    assert parse_time(text) == dt.time(19, 30)


@pytest.mark.parametrize("text", ["", "25:00", "19:60", "half acht", "193", "19:3"])
def test_text_that_is_no_clock_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 the words are those of datetime
        parse_time(text)


def test_dates_are_written_in_dutch() -> None:
    assert (long_date(THIRD_OF_APRIL), short_date(THIRD_OF_APRIL)) == ("3 april 2026", "03-04-2026")


@pytest.mark.parametrize(
    ("text", "amount"),
    [("450", "450"), ("450,5", "450.5"), ("€ 1.250,00", "1250.00"), ("1250.50", "1250.50"), ("12.000", "12000")],
)
def test_amount_is_read_as_people_write_it(text: str, amount: str) -> None:
    assert parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "-1", "veel", "1,234", "1.25.0", "1e9", "NaN", "٣"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  the text itself is the message
        parse_amount(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [(Decimal("1250.5"), "€\N{NO-BREAK SPACE}1.250,50"), (Decimal(0), "€\N{NO-BREAK SPACE}0,00"), (None, "–")],
)
def test_euros_are_written_on_one_line(value: Decimal | None, text: str) -> None:
    assert euros(value) == text


def test_a_percentage_is_rounded_as_wesp_printed_it_and_not_as_babel_does() -> None:
    """1 of 8 is 12,5 %: half up makes it 13, half to even would make it 12."""
    assert percentage(1, 8) == 13
    assert percentage(1, 40) == 3
    assert (format_percent(1 / 8, locale="nl"), format_percent(1 / 40, locale="nl")) == ("12%", "2%")


def test_an_amount_is_written_in_one_place_so_that_it_stays_on_one_line() -> None:
    root = Path(settings.BASE_DIR)
    apps = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports")
    pages = [*root.glob("templates/**/*.html"), *(each for app in apps for each in root.glob(f"{app}/**/*.py"))]
    own_words = re.compile(r"€ ?(?:\{|%[({])")

    found = [path.name for path in pages if own_words.search(path.read_text())]

    assert found == []


@pytest.mark.parametrize(
    ("language", "text"), [("nl", "Sem, Noor en Emma"), ("en", "Sem, Noor, and Emma"), ("tr", "Sem, Noor ve Emma")]
)
def test_names_are_listed_as_the_language_of_the_page_does(language: str, text: str) -> None:
    with translation.override(language):
        assert listed(["Sem", "Noor", "Emma"]) == text
        assert listed(["Sem"]) == "Sem"
        assert listed([]) == ""
    with translation.override(None):
        assert listed(["Sem", "Noor"]) == "Sem en Noor"


@pytest.mark.parametrize("text", ["2026-4-3", "20260403", "2026-W14-5", "3-4-2026", " 2026-04-03", "2026-04-03T10:00"])
def test_a_date_of_a_program_has_one_form(text: str) -> None:
    assert iso_date("2026-04-03") == THIRD_OF_APRIL
    with pytest.raises(ValueError, match="not a date written as YYYY-MM-DD"):
        iso_date(text)
    with pytest.raises(ValueError, match="not on the calendar"):
        iso_date("2026-02-30")


@pytest.mark.parametrize("typed", ["٣-٤-٢٠٢٦", "۳ ۴ ۲۰۲۶", "٣ april ٢٠٢٦", "2026-04-03"])
def test_a_date_field_reads_the_digits_of_every_script(typed: str) -> None:
    assert DayField().clean(typed) == THIRD_OF_APRIL


def test_a_clock_field_reads_the_digits_of_every_script() -> None:
    assert ClockField().clean("١٩:٣٠") == dt.time(19, 30)


@pytest.mark.parametrize(
    ("hours", "words"),
    [(1, "1 uur"), (12, "12 uur"), (24, "één dag"), (30, "30 uur"), (48, "twee dagen"), (168, "een week")]
    + [(240, "tien dagen"), (336, "twee weken"), (360, "15 dagen"), (24 * 140, "20 weken")],
)
def test_a_term_reads_as_people_say_it(hours: int, words: str) -> None:
    assert hours_in_words(hours) == words


@pytest.mark.parametrize(
    ("months", "words"),
    [(1, "één maand"), (3, "drie maanden"), (6, "een half jaar"), (12, "een jaar"), (18, "18 maanden")],
)
def test_a_term_of_months_reads_as_people_say_it(months: int, words: str) -> None:
    assert months_in_words(months) == words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-29 10:15", dt.datetime(2026, 11, 29, 9, 15, tzinfo=dt.UTC)),
        ("2026-07-29 10:15:30", dt.datetime(2026, 7, 29, 8, 15, 30, tzinfo=dt.UTC)),
        ("2026-07-29T10:15:00+01:00", dt.datetime(2026, 7, 29, 9, 15, tzinfo=dt.UTC)),
    ],
)
def test_moment_typed_without_an_offset_is_by_the_clock_here(typed: str, meant: dt.datetime) -> None:
    assert moment_of_the_house(typed) == meant


@pytest.mark.parametrize("typed", ["10:15", "gisteren", "2026-11-29", "2026-10-25 02:30", "2026-03-29 02:30"])
def test_moment_that_was_never_or_twice_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        moment_of_the_house(typed)
