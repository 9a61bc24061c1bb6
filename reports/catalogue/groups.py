"""Groups of codes that the figures speak of (domain.md 4.1)."""

from cases.codes import PROFESSIONAL_REFERRERS

PROFESSIONALS = PROFESSIONAL_REFERRERS
LAY = ("hoofdpersoon", "familie_netwerk")
