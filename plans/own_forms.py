"""What somebody of the family can write down on their own page of the plan. Each app brings its forms by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cases.models import Case
from ekc.registry import Registry

from .models import Distribution
from .tasks_of import Doer

Words = Any
"""A sentence, also one that is translated when it is shown."""


def _always(_case: Case, _doer: Doer) -> bool:
    return True


@dataclass(frozen=True)
class OwnForm:
    """One form, folded under its title; `said` is what stands there already, for this reader."""

    title: Words
    text: Words
    submit: Words
    done: Words
    make: Callable[[Distribution, Any, str], Any]
    """Called with the delivery behind the link, what was sent, and the prefix of its fields; `save()` is one act."""
    said: Callable[[Case, Doer], list[str]]
    applies: Callable[[Case, Doer], bool] = _always
    """Whether it stands on the page of this person now."""


OWN_FORMS: Registry[OwnForm] = Registry("form of the own page of a plan")
