"""Planning, claiming and sending. This package is the contract; see each docstring.

Other apps use `plan_due`, `cancel_due`, `handle_due`, `queue_message`, `settle_climbed` and what follows a person to
another address, or must not leave any more (`follow_address`, `renew_mailed_links`, `mail_link_again`,
`let_closed_lapse`), and nothing else.
"""

from .again import send_again
from .due import HANDLERS, Handler, cancel_due, handle_due, one_by_one, plan_due, purpose_label, run_due_rows
from .following import (
    follow_account,
    follow_address,
    let_closed_lapse,
    mail_link_again,
    renew_mailed_links,
    was_mailed,
)
from .messages import message_id, queue_message, send_messages, settle_climbed
from .regions import move_to_region
from .repair import let_due_row_lapse, let_message_lapse, retry_due_row, retry_message

__all__ = [
    "HANDLERS",
    "Handler",
    "cancel_due",
    "follow_account",
    "follow_address",
    "handle_due",
    "let_closed_lapse",
    "let_due_row_lapse",
    "let_message_lapse",
    "mail_link_again",
    "message_id",
    "move_to_region",
    "one_by_one",
    "plan_due",
    "purpose_label",
    "queue_message",
    "renew_mailed_links",
    "retry_due_row",
    "retry_message",
    "run_due_rows",
    "send_again",
    "send_messages",
    "settle_climbed",
    "was_mailed",
]
