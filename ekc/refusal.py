"""The one exception of the acts: a person asked for something that the house does not allow now."""

from typing import Any

from django.utils.functional import Promise


class Refusal(Exception):
    """An act is refused. `reason` is a whole Dutch sentence that says why and what to do.

    `at` names what it is about by the parameter of the act, or more of them: of those the form says it at the first
    that was left empty.
    """

    def __init__(self, reason: str | Promise, *, at: str | tuple[str, ...] = ()) -> None:
        self.reason = str(reason)
        self.at = (at,) if isinstance(at, str) else at
        super().__init__(self.reason)


def say_refusal(form: Any, refusal: Refusal) -> None:
    """At the field that it is about, where one form of the page asks for that; else above the form."""
    parts = [form, *form.parts()] if hasattr(form, "parts") else [form]
    for name in refusal.at:
        asking = [part for part in parts if name in getattr(part, "fields", ())]
        if len(asking) == 1 and (name == refusal.at[-1] or not getattr(asking[0], "cleaned_data", {}).get(name)):
            asking[0].add_error(name, refusal.reason)
            return
    form.add_error(None, refusal.reason)
