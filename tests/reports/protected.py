"""Reports as an audience sees them, for tests."""

from reports.catalogue import Selection, build_report
from reports.codes import Audience
from reports.protecting import ProtectedReport, protect


def shown(selection: Selection, audience: Audience = Audience.INTERNAL) -> ProtectedReport:
    """Counted, and through the gate."""
    return protect(build_report(selection), audience)
