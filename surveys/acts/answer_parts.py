"""The parts of an answer, each of which is kept in its own place."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..codes import DECLINED, QuestionType
from ..routing import Routed


def parts_of(questions: Iterable[Routed], kept: Mapping[str, Any]) -> tuple[dict[str, Any], list[str], dict[str, str]]:
    """Answers as figures, the codes of what was declined, and what was written."""
    written = {question.code for question in questions if question.type == QuestionType.TEXT}
    declined = [code for code, value in kept.items() if value in (DECLINED, [DECLINED])]
    texts = {code: str(kept[code]) for code in kept if code in written and code not in declined}
    figures = {code: value for code, value in kept.items() if code not in declined and code not in texts}
    return figures, declined, texts
