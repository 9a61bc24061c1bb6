"""Dates, times and amounts as people write them."""

import datetime as dt
from decimal import Decimal

import pytest

from ekc.dutch import long_date, month_number, parse_amount, parse_date, parse_time, short_date
from ekc.figures import euros

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
