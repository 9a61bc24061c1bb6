"""What the page of an edition shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..codes import GONE_EDITION_STATES, ISSUED_EDITION_STATES, EditionState
from ..models import Edition, EditionSentence
from ..rendering import tables_with_sentences
from ..rendering.document import context_of
from ..workflow import EDITION_WORKFLOW
from .contents import last_written, report_in
from .differing import differing_today


@dataclass(frozen=True)
class Told:
    """A table of an edition with the sentence under it, and who wrote that where somebody did."""

    number: str
    title: str
    sentence: str
    written: EditionSentence | None


def page_of(edition: Edition, reader: Any, *, makes: bool) -> dict[str, Any]:
    """`makes`: the reader works on editions, and sees drafts, who did what, and what would be otherwise today."""
    report = report_in(edition)
    written = last_written(edition.sentences.select_related("written_by"))
    page = context_of(report)
    found = {
        **page,
        "edition": edition,
        "about": [(what, said) for code, what, said in page["headed"] if code not in ELSEWHERE],
        "versions": versions_of(edition, reader),
        "has_files": edition.state not in GONE_EDITION_STATES,
        "makes": makes,
        "actions": {action for action in EDITION_WORKFLOW.actions if _may(edition, action, reader)},
        "worked_on_it": worked_on(edition, reader),
    }
    if makes and edition.state == EditionState.DRAFT:
        tables = tables_with_sentences(report)
        found["told"] = [
            Told(each.number, each.title, each.sentence, written.get(each.number)) for each in tables.values()
        ]
    if makes and edition.state in ISSUED_EDITION_STATES:
        differing = differing_today(edition, reader)
        found |= {"differing": differing, "not_countable": differing is None}
    return found


ELSEWHERE = ("edition", "notes", "changes", "checksum")
"""Of the head of a file: what has a place of its own on the page."""


def _may(edition: Edition, action: str, reader: Any) -> bool:
    return EDITION_WORKFLOW.allows(edition.state, action, by=reader)


def worked_on(edition: Edition, reader: Any) -> bool:
    """Whether somebody made or wrote it, and so does not approve it."""
    return reader.pk == edition.made_by_id or edition.sentences.filter(written_by=reader).exists()


def versions_of(edition: Edition, reader: Any) -> Sequence[Edition]:
    """The other versions of an edition that this reader may see, the newest first."""
    found = Edition.objects.for_user(reader).light().filter(name=edition.name).exclude(pk=edition.pk)
    versions: Sequence[Edition] = list(found.order_by("-version", "-pk"))
    return versions
