"""Reading ahead: the next part of a set is made while the database writes the one before it."""

import threading
from collections.abc import Iterable, Iterator
from queue import Empty, Full, Queue
from typing import Any, TypeVar

T = TypeVar("T")
WAIT = 0.2
DONE = object()


def one_ahead(parts: Iterable[T]) -> Iterator[T]:
    """The same parts in the same order, each made in a thread of its own while the one before it is worked on.

    Making them must not ask the database. What it raises is raised here; when nobody wants more, it stops.
    """
    made: Queue[Any] = Queue(maxsize=1)
    unwanted = threading.Event()
    raised: list[BaseException] = []

    def put(part: Any) -> None:
        while not unwanted.is_set():
            try:
                made.put(part, timeout=WAIT)
            except Full:
                continue
            return

    def make() -> None:
        try:
            for part in parts:
                put(part)
                if unwanted.is_set():
                    return
        except BaseException as error:  # whatever it is, it is raised where the parts are wanted
            raised.append(error)
        finally:
            put(DONE)

    maker = threading.Thread(target=make, name="reading-ahead", daemon=True)
    maker.start()
    try:
        while (part := _next(made, maker)) is not DONE:
            yield part
        if raised:
            raise raised[0]
    finally:
        unwanted.set()
        maker.join()


def _next(made: "Queue[Any]", maker: threading.Thread) -> Any:
    while True:
        try:
            return made.get(timeout=WAIT)
        except Empty:
            if not maker.is_alive() and made.empty():
                return DONE
