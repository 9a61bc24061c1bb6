"""Intervals of shares, means and their differences: the same numbers as scipy, and right at the edges."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from reports.intervals import (
    Sample,
    mean_interval,
    newcombe,
    spread_of,
    t_quantile,
    welch,
    wilson,
)

numbers = st.integers(1, 5000)
shares = numbers.flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))
marks = st.lists(st.integers(1, 10), min_size=2, max_size=40)


@given(shares)
def test_the_interval_of_a_share_is_that_of_scipy(found: tuple[int, int]) -> None:
    part, base = found
    expected = stats.binomtest(part, base).proportion_ci(0.95, method="wilson")

    assert wilson(part, base) == pytest.approx((expected.low, expected.high), abs=1e-12)


@pytest.mark.parametrize(("part", "base"), [(1, 0), (0, 0), (3, 2), (-1, 4)])
def test_of_what_is_no_share_there_is_no_interval(part: int, base: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(part, base)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        # Newcombe 1998, table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
    ],
)
def test_the_interval_of_a_difference_is_the_published_one(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    assert newcombe(one, other) == pytest.approx((low, high), abs=5e-5)


@given(shares, shares)
def test_a_difference_lies_in_its_interval_and_turns_round_with_its_sides(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    low, high = newcombe(one, other)

    assert -1 - 1e-12 <= low <= one[0] / one[1] - other[0] / other[1] <= high <= 1 + 1e-12
    assert newcombe(other, one) == pytest.approx((-high, -low), abs=1e-12)


@given(st.floats(1, 1e6))
@settings(max_examples=300)
def test_the_t_of_student_is_that_of_scipy(freedom: float) -> None:
    assert t_quantile(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=1e-9)


def sample(found: list[int]) -> Sample:
    total, squares = sum(found), sum(each * each for each in found)
    return Sample(total / len(found), spread_of(total, squares, len(found)) or 0.0, len(found))


# Of marks that are all alike scipy says that it is not sure of their spread, which is none.
@pytest.mark.filterwarnings("ignore:Precision loss")
@given(marks, marks)
def test_the_interval_of_a_difference_of_means_is_that_of_scipy(one: list[int], other: list[int]) -> None:
    found = welch(sample(one), sample(other))

    if len(set(one)) == len(set(other)) == 1:
        assert found is None
        return
    expected = stats.ttest_ind(one, other, equal_var=False).confidence_interval(0.95)
    assert found == pytest.approx((expected.low, expected.high), rel=1e-7, abs=1e-9)


@given(marks)
def test_the_interval_of_a_mean_is_that_of_scipy(found: list[int]) -> None:
    interval = mean_interval(sample(found))

    if len(set(found)) == 1:
        assert interval is None
        return
    expected = stats.ttest_1samp(found, 0).confidence_interval(0.95)
    assert interval == pytest.approx((expected.low, expected.high), rel=1e-9)


@pytest.mark.parametrize("number", [0, 1])
def test_of_fewer_than_two_no_spread_and_no_interval_of_a_mean_is_known(number: int) -> None:
    assert spread_of(8 * number, 64 * number, number) is None
    assert mean_interval(Sample(8.0, 1.0, number)) is None
    assert welch(Sample(8.0, 1.0, number), Sample(7.0, 1.0, 20)) is None


@given(st.lists(st.integers(0, 50), min_size=2, max_size=60))
def test_the_spread_is_that_of_a_sample(found: list[int]) -> None:
    spread = spread_of(sum(found), sum(each * each for each in found), len(found))

    mean = sum(found) / len(found)
    assert spread == pytest.approx(math.sqrt(sum((each - mean) ** 2 for each in found) / (len(found) - 1)), abs=1e-9)
