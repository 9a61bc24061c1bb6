"""Which questions are asked, given what was answered."""

from collections.abc import Iterable, Mapping
from typing import Any

from .models import Question


def asked(questions: Iterable[Question], given: Mapping[str, Any]) -> list[Question]:
    """The questions that are asked, in printed order: one that follows from an answer only when that was given.

    An answer to a question that is itself not asked any more leads to nothing.
    """
    found: list[Question] = []
    live: dict[str, Any] = {}
    for question in questions:
        if all(_leads(live.get(code), allowed) for code, allowed in question.asked_if.items()):
            found.append(question)
            live[question.code] = given.get(question.code)
    return found


def _leads(answer: Any, allowed: list[Any]) -> bool:
    return any(each in allowed for each in answer) if isinstance(answer, list) else answer in allowed
