"""Several people at the same moment, each with a database connection of their own."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from ekc.refusal import Refusal


def at_once(acts: Sequence[Callable[[], object]]) -> list[str]:
    """Do all acts at the same moment. Gives the sentences of those that were refused; any other fault is raised."""
    gate = threading.Barrier(len(acts), timeout=20)

    def do(act: Callable[[], object]) -> str:
        try:
            gate.wait()
            act()
        except Refusal as refusal:
            return refusal.reason
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(len(acts)) as people:
        return [refused for refused in people.map(do, acts) if refused]
