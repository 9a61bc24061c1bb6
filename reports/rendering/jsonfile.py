"""JSON in the shape of the published set, for programs of others."""

import json

from ..catalogue.as_json import report_as_json
from ..protecting import ProtectedReport


def json_file(report: ProtectedReport) -> bytes:
    """UTF-8, indented, keys in the order of the published set."""
    return (json.dumps(report_as_json(report), ensure_ascii=False, indent=1) + "\n").encode()
