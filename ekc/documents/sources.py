"""Which element of the HTML each element of the tags of a PDF was drawn from.

WeasyPrint forgets it while it writes: its tags have a kind, and neither `lang`, `scope` nor identity. The one function
that makes the tags is wrapped here, so that `mending` can ask. A release that does it otherwise fails at import.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags as weasyprint_tags

_OWN_BUILD = weasyprint_tags._build_box_tree


@dataclass(frozen=True)
class Source:
    """An element of the HTML as `ElementTree` has it, and under which tag it was drawn ("a", "a::after")."""

    element: Any
    tag: str

    @property
    def key(self) -> tuple[int, str]:
        """The same for every part of one element, however many lines and pages it was cut over."""
        return id(self.element), self.tag

    def get(self, name: str) -> str | None:
        """An attribute of the element itself; None for a pseudo element, and when it is not there."""
        value = None if "::" in self.tag else self.element.get(name)
        return None if value is None else str(value)

    @property
    def text(self) -> str:
        """What the element says, as one line."""
        return " ".join("".join(self.element.itertext()).split())


@dataclass
class Drawn:
    """What one document was drawn from.

    `by_number` has the source by the object number of each element of the tags; `words` what is written from right to
    left, in the order of reading, by page and number on the page: on the page it stands in the order of the eye.
    """

    by_number: dict[int, Source] = field(default_factory=dict)
    words: dict[tuple[int, int], str] = field(default_factory=dict)


_drawing: ContextVar[Drawn | None] = ContextVar("drawing", default=None)


@contextmanager
def remembering() -> Iterator[Drawn]:
    """Remember the sources of the document that is drawn inside this block, in this thread."""
    drawn = Drawn()
    token = _drawing.set(drawn)
    try:
        yield drawn
    finally:
        _drawing.reset(token)


def is_leftward(text: str) -> bool:
    """Whether something in `text` is read from right to left (UAX 9: R and AL)."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def _build_box_tree(
    box: Any, parent: Any, pdf: Any, page: int, nums: Any, annotations: Any, tags: dict[Any, dict[str, Any]]
) -> Iterator[Any]:
    drawn = _drawing.get()
    if drawn is not None and isinstance(box, boxes.PageBox):
        drawn.words |= {
            (page, content["mcid"]): piece.text
            for piece, content in tags.items()
            if isinstance(piece, boxes.TextBox) and not piece.text.isascii() and is_leftward(piece.text)
        }
    rest = (pdf, page, nums, annotations, tags)
    for made in _OWN_BUILD(box, parent, *rest):
        # The list item that is made around a term or a description comes second, from the same box.
        placed = getattr(box, "_box", box)
        if drawn is not None and placed.element is not None and placed.element_tag not in (None, "html", "body"):
            drawn.by_number.setdefault(made.number, Source(placed.element, placed.element_tag))
        yield made


weasyprint_tags._build_box_tree = _build_box_tree
