"""What the tags of a PDF say, and the rules of the house for them that `pdfua` does not know."""

import io
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import pikepdf
import pypdfium2
from pdfua.validator import Validator

MARKED = re.compile(rb"<</MCID (\d+)>>\nBDC")
BELOW = {
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"Caption", "THead", "TBody", "TFoot", "TR"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}
_UNSEEN = {"style", "title", "script", "head"}


class Words(HTMLParser):
    """The words of an HTML file that can be seen; `tables` counts its tables."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tables = 0
        self._unseen = 0
        self.feed(html)

    def handle_starttag(self, tag: str, _attributes: Any) -> None:
        self._unseen += tag in _UNSEEN
        self.tables += tag == "table"

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN

    def handle_data(self, text: str) -> None:
        if not self._unseen:
            self.words += re.findall(r"[^\W_]{2,}", text)


def kids_of(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def elements(element: Any) -> Iterator[Any]:
    """An element of the tags and all below it, in the order of reading."""
    yield element
    for kid in kids_of(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


def kind(element: Any) -> str:
    return str(element.S)[1:]


@dataclass(frozen=True)
class Told:
    """What a reader is told of one element."""

    kind: str
    language: str
    name: str
    scope: str
    heads: tuple[str, ...]
    alternative: str
    words: str
    kids: tuple[str, ...]


def told(content: bytes, *kinds: str) -> list[Told]:
    """What is told of each element of these kinds, of all without kinds, in the order of reading."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = [_told(element) for element in elements(pdf.Root.StructTreeRoot.K[0])]
    return [each for each in found if not kinds or each.kind in kinds]


def _told(element: Any) -> Told:
    said = element.get("/A", {})
    return Told(
        kind(element),
        *(str(element.get(name, "")) for name in ("/Lang", "/ID")),
        str(said.get("/Scope", "")),
        tuple(str(head) for head in said.get("/Headers", [])),
        *(str(element.get(name, "")) for name in ("/Alt", "/ActualText")),
        tuple(kind(kid) for kid in kids_of(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid),
    )


def faults_of(content: bytes) -> list[str]:
    """What is wrong with the tags of a PDF, in words; empty for one that a screen reader really reads."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = pdf.Root.StructTreeRoot.K[0]
        all_of_them = list(elements(root))
        faults = [*_misplaced(all_of_them), *_tables(all_of_them), *_pictures(all_of_them), *_headings(all_of_them)]
        return [*faults, *_loose_content(pdf, all_of_them), *_links(pdf), *_checked(content)]


def _misplaced(found: list[Any]) -> Iterator[str]:
    for element in found:
        allowed = BELOW.get(kind(element))
        for kid in kids_of(element):
            below = kind(kid) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid else "content"
            if allowed is not None and below not in allowed:
                yield f"{below} directly in {kind(element)}"


def _tables(found: list[Any]) -> Iterator[str]:
    names = {str(element.ID) for element in found if "/ID" in element}
    for table in found:
        if kind(table) != "Table":
            continue
        cells = list(elements(table))
        has_heads = any(kind(cell) == "TH" for cell in cells)
        for cell in cells:
            said = cell.get("/A", {})
            if kind(cell) == "TH" and str(said.get("/Scope")) not in ("/Row", "/Column"):
                yield "a head without a scope"
            if kind(cell) == "TD" and has_heads:
                heads = [str(head) for head in said.get("/Headers", [])]
                if not heads:
                    yield "a cell without heads"
                yield from (f"{head} is the head of nothing" for head in heads if head not in names)


def _pictures(found: list[Any]) -> Iterator[str]:
    for element in found:
        if kind(element) == "Figure" and not str(element.get("/Alt", "")):
            yield "a picture without words"


def _loose_content(pdf: pikepdf.Pdf, found: list[Any]) -> Iterator[str]:
    """What is marked on a page stands in the tree, once, or is an artifact."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    homes: list[tuple[int, int]] = []
    for element in found:
        for kid in kids_of(element):
            page = kid.Pg if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid else element.get("/Pg")
            number = kid.MCID if isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid else kid
            if not isinstance(number, pikepdf.Dictionary):
                homes.append((pages[page.objgen], int(number)))
    marked = [
        (number, int(mcid))
        for number, page in enumerate(pdf.pages)
        for mcid in MARKED.findall(page.Contents.read_bytes())
    ]
    if sorted(homes) != sorted(marked):
        yield f"{len(set(marked) ^ set(homes))} pieces of pages stand outside the tree, or twice in it"


def _links(pdf: pikepdf.Pdf) -> Iterator[str]:
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            if not str(annotation.get("/Contents", "")).strip():
                yield "a link that says nothing"


def _headings(found: list[Any]) -> Iterator[str]:
    """`pdfua` leaves this out for a heading of several pieces (findings/pdfua-leaves-headings-out.sh)."""
    for element in found:
        if re.fullmatch("H[1-6]", kind(element)) and not any(
            not isinstance(kid, pikepdf.Dictionary) for below in elements(element) for kid in kids_of(below)
        ):
            yield "a heading without words"


def _checked(content: bytes) -> Iterator[str]:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        report = Validator().validate(file.name)
    for outcome in report.outcomes:
        yield from (f"pdfua {finding.rule_id}: {finding.message}" for finding in outcome.findings)
        if outcome.skipped_reason and outcome.rule_id != "UA-14-001":
            yield f"pdfua {outcome.rule_id} was not asked: {outcome.skipped_reason}"


def letters_of(content: bytes) -> str:
    """Everything that can be copied from the pages, without white space."""
    document = pypdfium2.PdfDocument(content)
    try:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()
