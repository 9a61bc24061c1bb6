"""Acts that may not be done twice: each time another mail leaves, so that a second time is seen at the mail server."""

from collections.abc import Sequence
from uuid import uuid4

from ekc.outbox.acts import handle_due, queue_message
from ekc.outbox.codes import Purpose


class Killed(Purpose):
    ALONE = "alleen", "Een voor een"
    TOGETHER = "samen", "Veel tegelijk"


SUBJECT, BODY = "Er wacht iets", "Log in."


def address(kind: str, number: int) -> str:
    return f"{kind}-{number}@voorbeeld.example"


def _mail(purpose: Purpose, number: int) -> None:
    key = f"{purpose}:{number}:{uuid4()}"
    queue_message(key=key, to=address(purpose, number), subject=SUBJECT, body=BODY)


def alone(number: int) -> None:
    _mail(Killed.ALONE, number)


def together(numbers: Sequence[int]) -> None:
    for number in numbers:
        _mail(Killed.TOGETHER, number)


handle_due(Killed.ALONE, alone)
handle_due(Killed.TOGETHER, lambda number: together([number]), together=together)
