"""What axe finds wrong with a page.

Only the violations come over, as one text: the whole report, and the script's own face as an answer, took Playwright
ten times as long to hand over as axe took to look.
"""

import json
from collections.abc import Sequence
from typing import Any

from axe_playwright_python.sync_playwright import Axe

LOOK = """
    rules => axe.run(document, {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]})
        .then(found => JSON.stringify(found.violations))
"""


def violations(page: Any, rules: Sequence[str]) -> list[dict[str, Any]]:
    """The violations of the rules with these tags, each with the parts of the page in which it was found."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(f"{Axe().axe_script}; null")
    found: list[dict[str, Any]] = json.loads(page.evaluate(LOOK, list(rules)))
    return found
