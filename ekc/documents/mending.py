"""What WeasyPrint leaves undone in the tags of a PDF, done after drawing, so that a screen reader really reads it.

Each function mends one thing in the tree of `tree.Tags`: an element cut over pages is one element again, languages
below the document are said, head cells have a scope and cells their heads, lists of terms are lists, decoration and the
running head are artifacts, and links say what they are (PDF/UA-1, ISO 14289-1, 7.2 to 7.18).
"""

import io

import pikepdf

from .glyphs import mend_letters
from .sources import Drawn
from .table_heads import describe_tables
from .tree import Leaf, Node, Tags

_REPEATED = ("THead", "TFoot")
_KINDS = {"strong": "Span", "b": "Span", "em": "Span", "i": "Span", "time": "Span", "small": "Span", "mark": "Span"}


class NamelessPicture(ValueError):
    """A picture has neither words (`<title>`, `alt`) nor a sign that it is decoration (`aria-hidden`, empty `alt`)."""


def mend(content: bytes, drawn: Drawn) -> bytes:
    """The PDF `content` with its tags whole; `drawn` says what they were drawn from.

    Raises NamelessPicture for a picture of which nobody can tell what it shows.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        tags = Tags(pdf, drawn)
        join_parts(tags.root)
        name_kinds(tags.root)
        drop_decoration(tags.root)
        mend_lists(tags.root)
        describe_tables(tags.root)
        say_languages(tags.root, str(pdf.Root.Lang))
        name_links(tags.root)
        say_words(tags.root, drawn)
        tags.write()
        mend_letters(pdf)
        target = io.BytesIO()
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def join_parts(node: Node) -> None:
    """Make one element of the parts that stand beside each other and come from one element of the HTML.

    The head of a table that is drawn again on a next page goes: it is not said twice.
    """
    joined: list[Node | Leaf] = []
    heads: set[tuple[int, str]] = set()
    for kid in node.kids:
        if isinstance(kid, Node) and kid.source is not None:
            last = joined[-1] if joined else None
            if kid.kind in _REPEATED:
                if kid.source.key in heads:
                    continue
                heads.add(kid.source.key)
            if isinstance(last, Node) and _is_one(last, kid):
                last.kids.extend(kid.kids)
                continue
        joined.append(kid)
    node.kids = joined
    for below in node.nodes():
        join_parts(below)


def _is_one(left: Node, right: Node) -> bool:
    if left.source is None or right.source is None or left.kind != right.kind:
        return False
    return left.source.key == right.source.key


def name_kinds(root: Node) -> None:
    """Give the kinds that a reader knows: the boxes that layout puts inside a block have none of their own."""
    for node in root.walk():
        for kid in node.nodes():
            if kid.source is None:
                continue
            if node.source is not None and kid.source.key == node.source.key and kid.kind in _BLOCKS:
                kid.kind = "NonStruct"
            elif "::" in kid.source.tag and kid.kind != "Lbl":
                kid.kind = "Span"
            elif kid.kind == "NonStruct":
                kid.kind = _KINDS.get(kid.source.tag, "NonStruct")


_BLOCKS = ("Div", "Part", "Art", "Sect", "BlockQuote", "P", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "NonStruct")


def drop_decoration(root: Node) -> None:
    """Take pictures that say nothing out of the tree, and give the others their words."""
    for node in root.walk():
        node.kids = [kid for kid in node.kids if not (isinstance(kid, Node) and _is_decoration(kid))]
    for node in root.walk():
        if node.kind == "Figure" and not node.alternative:
            source = node.source
            label = source.get("aria-label") if source else None
            if not label:
                raise NamelessPicture(f"a picture without words: <{source.tag if source else '?'}>")
            node.alternative = label


def _is_decoration(node: Node) -> bool:
    if node.kind != "Figure" or node.source is None:
        return False
    return node.source.get("aria-hidden") == "true" or node.source.get("alt") == ""


def mend_lists(root: Node) -> None:
    """A list of terms has one item for each term with what is said of it; every list says how it is numbered, and
    every item has a body."""
    for node in root.walk():
        if node.kind == "LI":
            _give_body(node)
        if node.kind != "L" or node.source is None:
            continue
        if node.source.tag == "dl":
            node.kids = list(_items(node))
            node.attributes = {"/O": pikepdf.Name.List, "/ListNumbering": pikepdf.Name("/None")}
        elif node.source.tag == "ol":
            node.attributes = {"/O": pikepdf.Name.List, "/ListNumbering": pikepdf.Name.Decimal}


def _give_body(item: Node) -> None:
    bodies = ("Lbl", "LBody")
    loose = [kid for kid in item.kids if not (isinstance(kid, Node) and kid.kind in bodies)]
    if loose:
        item.kids = [kid for kid in item.kids if kid not in loose]
        item.kids.append(Node("LBody", item.page, None, kids=loose))


def _items(node: Node) -> "list[Node | Leaf]":
    items: list[Node | Leaf] = []
    item: Node | None = None
    for part in _parts(node):
        is_term = part.source is not None and part.source.tag == "dt"
        if item is None or (is_term and any(kid.kind == "LBody" for kid in item.nodes())):
            item = Node("LI", part.page, None)
            items.append(item)
        part.kind = "Lbl" if is_term else "LBody"
        item.kids.append(part)
    return items


def _parts(node: Node) -> "list[Node]":
    """Terms and descriptions in order, out of the items and groups that they were drawn in."""
    found: list[Node] = []
    for kid in node.nodes():
        if kid.source is not None and kid.source.tag in ("dt", "dd") and kid.kind == "LBody":
            found.append(kid)
        else:
            found.extend(_parts(kid))
    return found


def say_languages(root: Node, language: str) -> None:
    """Say the language of each element that differs from what stands around it."""
    todo = [(root, language)]
    while todo:
        node, around = todo.pop()
        own = (node.source.get("lang") if node.source is not None else None) or around
        if own != around:
            node.language = own
        todo.extend((kid, own) for kid in node.nodes())


def name_links(root: Node) -> None:
    """Let a link say its words, where a reader would spell its address."""
    for node in root.walk():
        if node.source is None:
            continue
        for kid in node.kids:
            if isinstance(kid, Leaf) and kid.reference is not None:
                words = node.source.get("aria-label") or node.source.text
                kid.reference.Obj.Contents = pikepdf.String(words)


def say_words(root: Node, drawn: Drawn) -> None:
    """Give what is written from right to left in the order of reading: on the page it stands in that of the eye."""
    if not drawn.words:
        return
    for node in root.walk():
        if len(node.kids) == 1 and isinstance(node.kids[0], Leaf) and node.kids[0].mcid is not None:
            node.words = drawn.words.get((node.kids[0].page, node.kids[0].mcid))
