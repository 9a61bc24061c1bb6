"""What the apps bring to a list that a floor below them keeps: tabs, next steps, papers, acts of due rows.

The floor that reads the list makes one `Registry` beside the type of its items; each app fills it in the `ready()` of
its `AppConfig`, and nowhere else, so that one place per app says what it brings.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

T = TypeVar("T")


class DuplicateName(ValueError):
    """Two items want one name; the message says which."""


class Registry(Generic[T]):
    """Items of one kind, each under a name of its own.

    Iterating gives the items by `order`, and by name where that is equal: never by which app came first.
    """

    def __init__(self, kind: str) -> None:
        """`kind` says in an error what the items are: "tab of the case page"."""
        self.kind = kind
        self._rows: dict[str, tuple[int, T]] = {}

    def add(self, name: str, item: T, *, order: int = 0) -> None:
        """Put `item` in the list under `name`.

        The same item again is the same item, for `ready()` may run twice. Raises DuplicateName when the name
        is that of another item, or of this one in another place.
        """
        known = self._rows.get(name)
        if known is not None and known != (order, item):
            raise DuplicateName(f"{self.kind} {str(name)!r} is registered twice: {known[1]!r} and {item!r}")
        self._rows[name] = (order, item)

    def get(self, name: str) -> T | None:
        """The item of this name; None when nobody brought one."""
        row = self._rows.get(name)
        return None if row is None else row[1]

    def __getitem__(self, name: str) -> T:
        """The item of this name. Raises KeyError, with the names that there are."""
        if name not in self._rows:
            raise KeyError(f"no {self.kind} {str(name)!r}; there are: {', '.join(self.names()) or 'none'}")
        return self._rows[name][1]

    def __contains__(self, name: object) -> bool:
        return name in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[T]:
        return iter([self._rows[name][1] for name in self.names()])

    def names(self) -> list[str]:
        """All names, in the order of the items."""
        return sorted(self._rows, key=lambda name: (self._rows[name][0], name))

    @contextmanager
    def standing_in(self, name: str, item: T, *, order: int = 0) -> Iterator[None]:
        """Let `item` be what this name leads to until the block ends, also in place of another; for tests."""
        before = self._rows.copy()
        self._rows[name] = (order, item)
        try:
            yield
        finally:
            self._rows = before
