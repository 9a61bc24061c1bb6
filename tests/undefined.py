"""A template that names something which is not there fails its test, instead of showing nothing."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context, Variable, VariableDoesNotExist
from django.template.base import Node

OUR_TEMPLATES = Path(settings.BASE_DIR) / "templates"


class UndefinedVariable(str):
    """Django's `string_if_invalid`: it asks whether this contains `%s`, and then fills in the name.

    Templates of others rely on names that are not there; for those it stays the empty text.
    """

    def __contains__(self, text: object) -> bool:
        return text == "%s" or super().__contains__(str(text))

    def __bool__(self) -> bool:
        return True

    def __mod__(self, name: Any) -> str:
        template, context = _being_rendered()
        if template is None or not template.is_relative_to(OUR_TEMPLATES) or _hangs_on_nothing(str(name), context):
            return ""
        raise AssertionError(f"{template.relative_to(OUR_TEMPLATES)} uses {name}, which is not defined there")


def _hangs_on_nothing(name: str, context: Context | None) -> bool:
    """Whether a part of a dotted name is there and is None, as the organisation of a person who has none."""
    parts = name.split(".")
    for length in range(1, len(parts)):
        try:
            if Variable(".".join(parts[:length])).resolve(context) is None:
                return True
        except VariableDoesNotExist:
            return False
    return False


def _being_rendered() -> tuple[Path | None, Context | None]:
    """The template and context of the nearest node that is being rendered."""
    frame, context = sys._getframe(1), None
    while frame := frame.f_back:  # type: ignore[assignment]
        if context is None and isinstance(frame.f_locals.get("context"), Context):
            context = frame.f_locals["context"]
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return Path(node.origin.name), context
    return None, context
