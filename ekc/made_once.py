"""What is made of the same thing again is not made again: the last few are kept by each process."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """The last `most` things that were made, by what they were made of.

    Whoever asks says by the key everything that the thing depends on: another figure, day, language or audience is
    another key, so that nothing has to be thrown away when something changes.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._made: OrderedDict[Hashable, Made] = OrderedDict()

    def __len__(self) -> int:
        return len(self._made)

    def clear(self) -> None:
        self._made.clear()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made for this key, or what is made now."""
        # Taken out and put back: two threads at once make it twice, and neither sees half of it.
        found = self._made.pop(key, None)
        if found is None:
            found = make()
        self._made[key] = found
        while len(self._made) > self.most:
            try:
                self._made.popitem(last=False)
            except KeyError:  # Another thread was earlier.
                break
        return found
