"""Python's garbage collector: how often it looks for rubbish, in every process of the program."""

import gc

# A page makes thousands of small objects and lets go of them by itself; Python's own 700 would interrupt it ten times.
# A process that begins makes a million that stay: it lost a fifth of its start to looking among them.
OBJECTS_BEFORE_A_LOOK = 50_000


def look_less_often() -> None:
    """Call it before anything is loaded."""
    gc.set_threshold(OBJECTS_BEFORE_A_LOOK, 20, 20)


def settle() -> None:
    """Set aside for good all that was loaded at the start.

    Call it once, after loading: before workers are forked, so that they go on sharing that memory.
    """
    look_less_often()
    gc.collect()
    gc.freeze()
