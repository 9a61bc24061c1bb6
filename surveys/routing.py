"""Which questions are asked, given what was answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from .codes import NO, YES


class Leads(Protocol):
    """What the routing of a question is: its code, and the answers that lead to it."""

    @property
    def code(self) -> Any: ...
    @property
    def asked_if(self) -> Any: ...


@dataclass(frozen=True)
class Routed:
    """A question as an act knows it, without its words in every language."""

    code: str
    type: str
    asked_if: Mapping[str, list[Any]]


Q = TypeVar("Q", bound=Leads)


def asked(questions: Iterable[Q], given: Mapping[str, Any]) -> list[Q]:
    """The questions that are asked, in printed order: one that follows from an answer only when that was given.

    An answer to a question that is itself not asked any more leads to nothing.
    """
    found: list[Q] = []
    live: dict[str, Any] = {}
    for question in questions:
        if all(_leads(live.get(code), allowed) for code, allowed in question.asked_if.items()):
            found.append(question)
            live[question.code] = given.get(question.code)
    return found


def asked_answers(questions: Iterable[Leads], given: Mapping[str, Any]) -> dict[str, Any]:
    """The given answers to questions that were asked, in printed order; nothing for an empty one."""
    return {
        question.code: given[question.code]
        for question in asked(questions, given)
        if given.get(question.code) not in (None, "", [])
    }


def _leads(answer: Any, allowed: list[Any]) -> bool:
    if isinstance(answer, bool):
        answer = YES if answer else NO
    return any(each in allowed for each in answer) if isinstance(answer, list) else answer in allowed
