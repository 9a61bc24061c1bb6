"""Python's garbage collector in a process that answers requests, or does tasks."""

import gc

# A page makes thousands of small objects and lets go of them by itself; Python's own 700 would interrupt it ten times.
OBJECTS_BEFORE_A_LOOK = 50_000


def settle() -> None:
    """Set aside for good all that was loaded at the start, and look for rubbish less often.

    Call it once, after loading: before workers are forked, so that they go on sharing that memory.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_A_LOOK, 20, 20)
