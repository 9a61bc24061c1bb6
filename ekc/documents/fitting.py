"""Text that must stand whole on a small piece of paper: it shrinks first, then breaks, and is never cut."""

from collections.abc import Iterable, Sequence

SIZES = (11, 10, 9, 8, 7, 6, 5)
"""In points, from what reads well to what is still read."""
LINE_HEIGHT = 1.25
_MM_PER_POINT = 25.4 / 72
# Of one em, rounded up: what fits by these, fits.
_WIDE, _CAPITAL, _SMALL, _FOREIGN = 0.98, 0.68, 0.56, 1.05


def size_to_fit(lines: Sequence[str], *, width: float, height: float) -> int:
    """The largest of `SIZES` at which these lines, broken where they must be, stand within `width` by `height` mm."""
    for size in SIZES:
        em = size * _MM_PER_POINT
        rows = sum(_rows(line, width / em) for line in lines)
        if rows * em * LINE_HEIGHT <= height:
            return size
    return SIZES[-1]


def _rows(line: str, width: float) -> int:
    """Into how many rows of `width` em a line breaks: between words, and inside one that is longer than a row."""
    rows, at = 1, 0.0
    for word in line.split():
        needed = _width(word)
        if at and at + _width(" ") + needed <= width:
            at += _width(" ") + needed
            continue
        if at:
            rows += 1
        # A word of its own rows; on the last of them others may follow.
        full = int(needed // width)
        rows += full
        at = needed - full * width
    return rows


def _width(text: Iterable[str]) -> float:
    return sum(_width_of(sign) for sign in text)


def _width_of(sign: str) -> float:
    if sign in "WM@%mw—…":
        return _WIDE
    if sign.isascii() or sign.isalpha() and ord(sign) < 0x250:
        return _CAPITAL if sign.isupper() or sign.isdigit() else _SMALL
    return _FOREIGN
