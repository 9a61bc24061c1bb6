"""The one exception of the acts: a person asked for something that the house does not allow now."""

from django.utils.functional import Promise


class Refusal(Exception):
    """An act is refused. `reason` is a whole Dutch sentence that says why and what to do."""

    def __init__(self, reason: str | Promise) -> None:
        self.reason = str(reason)
        super().__init__(self.reason)
