"""Rounding as WESP printed it: half up, Dutch notation (domain.md 0; 2 of 16 is 13 %)."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


def round_half_up(value: Fraction | Decimal | int, places: int = 0) -> Decimal:
    """Round half away from zero to `places` decimals. Takes exact numbers only, no floats."""
    if isinstance(value, Fraction):
        # 30 digits beyond the wanted place decide every tie that integers can make.
        value = Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def percentage(part: int, base: int) -> int | None:
    """Whole percentage of `base`, half up; None where there is no base."""
    return None if base == 0 else int(round_half_up(Fraction(100 * part, base)))


def mean(total: int, count: int) -> float | None:
    """Mean with one decimal, half up; None where nothing was counted."""
    return None if count == 0 else float(round_half_up(Fraction(total, count), 1))


def dutch(value: float | int | Decimal | None, places: int | None = None) -> str:
    """A number with decimal comma; a dash for no figure."""
    if value is None:
        return "–"
    text = f"{value:.{places}f}" if places is not None else str(value)
    return text.replace(".", ",")


def euros(value: Decimal | int | None) -> str:
    """`€ 1.250,00`, kept on one line; a dash for no amount."""
    if value is None:
        return "–"
    text = f"{round_half_up(Decimal(value), 2):,.2f}".translate(str.maketrans(",.", ".,"))
    return f"€\N{NO-BREAK SPACE}{text}"
