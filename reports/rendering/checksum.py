"""By what two reports are known to hold the same figures."""

import hashlib
import json

from ..catalogue.as_json import report_as_json
from ..protecting import ProtectedReport


def checksum(report: ProtectedReport) -> str:
    """Sixteen signs made of every figure and of what was chosen, whatever the day and the kind of file."""
    content = {name: value for name, value in report_as_json(report).items() if name != "made_on"}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
