"""What comes together, and what has to be chosen first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from ekc.refusal import Refusal

from .hangings import Hanging, How, Text, hangings_of, pairs_of

KEEP, DOUBLE = "blijft", "dubbel"
"""The two answers to a question: that of who is kept stands, or that of the double."""


@dataclass(frozen=True)
class Question:
    """Both say something, and only one can stand."""

    key: str
    label: Text
    of_keep: Text
    of_double: Text


@dataclass(frozen=True)
class Row:
    title: Text
    number: int
    why: Text = ""


@dataclass
class Preview:
    moves: list[Row] = field(default_factory=list)
    stays: list[Row] = field(default_factory=list)
    ruled: list[Text] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def what_comes_together(keep: models.Model, double: models.Model) -> Preview:
    """What hangs on the double and comes along, what stays, by which rule, and what is asked. Writes nothing."""
    found = Preview()
    for hanging in hangings_of(type(double)):
        rows, how = list(hanging.rows_of(double)), hanging.becomes(keep)
        if not rows:
            continue
        if how == How.MOVES and hanging.title:
            found.moves.append(Row(hanging.title, len(rows)))
        elif how == How.STAYS and hanging.title:
            found.stays.append(Row(hanging.title, len(rows), hanging.why))
        elif how == How.SETTLED and hanging.why:
            found.ruled.append(hanging.why)
        if how == How.MOVES:
            pairs = pairs_of(hanging, keep, double)
            found.ruled += [why for pair in pairs if (why := hanging.clash(*pair))]
            found.questions += [_question(hanging, *pair) for pair in pairs if asks(hanging, *pair)]
    return found


def asks(hanging: Hanging, mine: Any, theirs: Any) -> bool:
    """Whether somebody has to say which of two rows stands."""
    if hanging.says_nothing(mine) or hanging.says_nothing(theirs) or hanging.clash(mine, theirs):
        return False
    return hanging.told(mine) != hanging.told(theirs)


def double_stands(hanging: Hanging, mine: Any, theirs: Any, answers: Mapping[str, str] | None) -> bool:
    """Which of two rows stands. Raises Refusal where that was asked, and is not answered."""
    if not asks(hanging, mine, theirs):
        return hanging.says_nothing(mine) and not hanging.says_nothing(theirs)
    return answer_to(key_of(hanging, mine, theirs), answers) == DOUBLE


def answer_to(key: str, answers: Mapping[str, str] | None) -> str:
    """Without any answers what stands with who is kept, stands. Raises Refusal for a question that came up since."""
    if answers is None:
        return KEEP
    if answers.get(key) not in (KEEP, DOUBLE):
        raise Refusal(
            _("Er is intussen iets veranderd. Kijk opnieuw wat er bij elkaar komt, en kies wat blijft staan.")
        )
    return answers[key]


def key_of(hanging: Hanging, mine: Any, theirs: Any) -> str:
    return f"{hanging.name}-{mine.pk}-{theirs.pk}".replace(".", "-")


def _question(hanging: Hanging, mine: Any, theirs: Any) -> Question:
    label = hanging.model._meta.verbose_name
    return Question(key_of(hanging, mine, theirs), str(label).capitalize(), hanging.told(mine), hanging.told(theirs))


def refuse_what_cannot_come(keep: models.Model, double: models.Model) -> None:
    """Raises Refusal when something hangs on the double that nothing can be done with, this way round."""
    for hanging in _refusing(hangings_of(type(double))):
        if hanging.rows_of(double).exists():
            raise Refusal(str(hanging.why))


def _refusing(hangings: Iterable[Hanging]) -> list[Hanging]:
    return [each for each in hangings if each.how == How.REFUSES]
