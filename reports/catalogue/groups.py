"""Groups of codes that the figures speak of (domain.md 4.1)."""

from collections.abc import Callable

from cases.codes import LAY_REFERRERS, ReferrerType

LAY = (ReferrerType.MAIN_PERSON.value, ReferrerType.NETWORK.value)
Group = Callable[[str], bool]


def professionals(code: str) -> bool:
    """Everyone but the main person and the family: whatever is added to the list of referrers too."""
    return code not in LAY_REFERRERS


def only(code: str) -> Group:
    return lambda each: each == code
