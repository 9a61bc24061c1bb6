"""A case goes to another region: what is due or not yet sent is seen there from now on."""

from ..codes import SETTLED_DUE_STATES, MessageState
from ..models import DueRow, Message


def move_to_region(case_number: str, region_id: int) -> None:
    """Give everything of this case that is not done yet to another region; when it happens does not change."""
    DueRow.objects.filter(case_number=case_number).exclude(state__in=SETTLED_DUE_STATES).update(region_id=region_id)
    Message.objects.filter(case_number=case_number).exclude(state=MessageState.SENT).update(region_id=region_id)
