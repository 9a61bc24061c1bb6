"""JSON in the shape of the published set, for programs of others."""

import json

from ..catalogue import Report
from ..catalogue.report import report_as_json


def json_file(report: Report) -> bytes:
    """UTF-8, indented, keys in the order of the published set."""
    return (json.dumps(report_as_json(report), ensure_ascii=False, indent=1) + "\n").encode()
