"""Case numbers: written one way, never given twice."""

import pytest

from cases.referral.acts.case_numbers import next_case_numbers

pytestmark = pytest.mark.django_db


def test_numbers_follow_each_other_and_carry_their_year():
    first, second = next_case_numbers(2, years=[2009, 2026])

    assert (first[:8], second[:8]) == ("EK-2009-", "EK-2026-")
    assert int(second[8:]) == int(first[8:]) + 1
    assert len(first) == len("EK-2026-00001")


def test_one_year_may_stand_for_all():
    assert {number[:7] for number in next_case_numbers(3, years=2026)} == {"EK-2026"}


def test_no_number_is_given_twice():
    numbers = [number for count in (1, 50, 1) for number in next_case_numbers(count, years=2026)]

    assert len(set(numbers)) == 52


def test_years_must_match_the_count():
    with pytest.raises(ValueError, match="2 numbers were asked for 1 years"):
        next_case_numbers(2, years=[2026])
