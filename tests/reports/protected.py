"""Reports as an audience sees them, for tests."""

from typing import Any

from reports.catalogue import Selection, build_report, declared
from reports.catalogue.report import report_as_json
from reports.codes import Audience
from reports.protecting import ProtectedReport, protect


def shown(selection: Selection, audience: Audience = Audience.INTERNAL) -> ProtectedReport:
    """Counted, and through the gate."""
    return protect(build_report(selection), audience)


def exchanged_figures() -> dict[str, Any]:
    """All figures, less those of what the exchange format has no column for."""
    found = report_as_json(build_report(Selection()))
    of_entered = {each.id for each in declared.EVERY if each.of_entered}
    return {**found, "supplement": [table for table in found["supplement"] if table["id"] not in of_entered]}
