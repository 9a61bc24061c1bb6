"""Planning, claiming and sending. This package is the contract; see each docstring.

Other apps use `plan_due`, `cancel_due`, `handle_due`, `queue_message` and `settle_climbed`, and nothing else.
"""

from .due import HANDLERS, Handler, cancel_due, handle_due, plan_due, purpose_label, run_due_rows
from .messages import message_id, queue_message, send_messages, settle_climbed
from .regions import move_to_region
from .repair import let_due_row_lapse, let_message_lapse, retry_due_row, retry_message

__all__ = [
    "HANDLERS",
    "Handler",
    "cancel_due",
    "handle_due",
    "let_due_row_lapse",
    "let_message_lapse",
    "message_id",
    "move_to_region",
    "plan_due",
    "purpose_label",
    "queue_message",
    "retry_due_row",
    "retry_message",
    "run_due_rows",
    "send_messages",
    "settle_climbed",
]
