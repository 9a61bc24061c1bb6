"""The tags of a PDF as objects of Python: read once, changed at will, written back where something changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from .sources import Drawn, Source

_MARKED = re.compile(rb"/\w+\n<</MCID (\d+)>>\nBDC")


@dataclass(eq=False)
class Leaf:
    """A piece of a page: its number among what is marked there, or a reference to an annotation."""

    page: int
    mcid: int | None
    reference: Any = None


@dataclass(eq=False)
class Node:
    """One element of the tags. `kind` is "P", "TD", ...; `owner` the object in the file, None for a new one."""

    kind: str
    page: int
    source: Source | None
    owner: Any = None
    kids: list["Node | Leaf"] = field(default_factory=list)
    language: str | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    identity: str | None = None
    alternative: str | None = None
    words: str | None = None

    def nodes(self) -> Iterator["Node"]:
        """The elements directly below."""
        return (kid for kid in self.kids if isinstance(kid, Node))

    def walk(self) -> Iterator["Node"]:
        """This element and all below it, in the order of reading."""
        todo = [self]
        while todo:
            node = todo.pop()
            yield node
            todo.extend(kid for kid in reversed(node.kids) if isinstance(kid, Node))


class Tags:
    """The tags of one opened PDF. `root` is the element of the document."""

    def __init__(self, pdf: pikepdf.Pdf, drawn: Drawn) -> None:
        self.pdf = pdf
        self.drawn = drawn
        self.pages = [page.obj for page in pdf.pages]
        self._number_of = {page.objgen: number for number, page in enumerate(self.pages)}
        self.root = self._node(pdf.Root.StructTreeRoot.K[0], 0)

    # --- reading

    def _node(self, owner: Any, page: int) -> Node:
        if "/Pg" in owner:
            page = self._number_of[owner.Pg.objgen]
        node = Node(str(owner.S)[1:], page, self.drawn.by_number.get(owner.objgen[0]), owner)
        if "/A" in owner:
            node.attributes = {str(name): value for name, value in owner.A.items()}
        if "/Alt" in owner:
            node.alternative = str(owner.Alt)
        kids = owner.get("/K", [])
        for kid in kids if isinstance(kids, Array) else [kids]:
            node.kids.append(self._kid(kid, page))
        return node

    def _kid(self, kid: Any, page: int) -> Node | Leaf:
        if not isinstance(kid, Dictionary):
            return Leaf(page, int(kid))
        if kid.get("/Type") == Name.OBJR:
            return Leaf(self._number_of[kid.Pg.objgen], None, kid)
        return self._node(kid, page)

    # --- writing

    def write(self) -> None:
        """Bring the file up to date with the tree: elements, the map from content to elements, and what is no
        content at all on the pages."""
        homes: dict[tuple[int, int], Any] = {}
        self._write(self.root, self.pdf.Root.StructTreeRoot, homes)
        self._write_map(homes)
        for number, page in enumerate(self.pages):
            self._write_page(number, page, homes)

    def _write(self, node: Node, parent: Any, homes: dict[tuple[int, int], Any]) -> Any:
        if node.owner is None:
            node.owner = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, Pg=self.pages[node.page]))
        owner = node.owner
        owner.S = Name("/" + node.kind)
        owner.P = parent
        for name, value in (("/Lang", node.language), ("/Alt", node.alternative), ("/ActualText", node.words)):
            if value is not None:
                owner[name] = pikepdf.String(value)
        if node.identity is not None:
            owner.ID = pikepdf.String(node.identity)
        if node.attributes:
            owner.A = Dictionary(node.attributes)
        kids = [self._written(kid, node, owner, homes) for kid in node.kids]
        owner.K = kids[0] if len(kids) == 1 else Array(kids)
        return owner

    def _written(self, kid: Node | Leaf, node: Node, owner: Any, homes: dict[tuple[int, int], Any]) -> Any:
        if isinstance(kid, Node):
            return self._write(kid, owner, homes)
        if kid.mcid is None:
            homes[-1, int(kid.reference.Obj.StructParent)] = owner
            return kid.reference
        homes[kid.page, kid.mcid] = owner
        if kid.page == node.page:
            return kid.mcid
        return Dictionary(Type=Name.MCR, Pg=self.pages[kid.page], MCID=kid.mcid)

    def _write_map(self, homes: dict[tuple[int, int], Any]) -> None:
        numbers = self.pdf.Root.StructTreeRoot.ParentTree.Nums
        for place in range(0, len(numbers), 2):
            key, value = int(numbers[place]), numbers[place + 1]
            if key < len(self.pages):
                numbers[place + 1] = Array([homes.get((key, mcid)) for mcid in range(len(value))])
            else:
                numbers[place + 1] = homes.get((-1, key), value)

    def _write_page(self, number: int, page: Any, homes: dict[tuple[int, int], Any]) -> None:
        """What is drawn and stands nowhere in the tree is decoration, or the head of a page: an artifact."""
        content = page.Contents.read_bytes()

        def said(found: re.Match[bytes]) -> bytes:
            return found[0] if (number, int(found[1])) in homes else b"/Artifact\nBMC"

        changed = _MARKED.sub(said, content)
        if changed != content:
            page.Contents.write(changed)
