"""Files that were destroyed, as far as the worklist tells of them."""

from typing import Any

from cases.models import Case

from .worklist import ENDED_TAB, PAGE_SIZE, Worklist


def destroyed_of(user: Any, listed: Worklist) -> list[Case]:
    """Files that were destroyed, the newest first, under the cases that ended: their number and the day."""
    if listed.tab.key != ENDED_TAB or listed.page.number > 1:
        return []
    return list(Case.objects.destroyed_for(user).only("number", "destroyed_on")[:PAGE_SIZE])
