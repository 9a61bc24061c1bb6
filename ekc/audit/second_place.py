"""A copy of the chain in a second place: a folder to which lines are only added, a file a month.

Whoever changes the database, and makes the chain anew over what they changed, cannot change this.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from .chain import as_line
from .models import Seal


class NotACopy(Exception):
    """A file of the copy holds something that was never written there."""


def folder() -> Path | None:
    """The folder of the copy; None where the house keeps none."""
    return Path(settings.EKC_LOG_COPY) if settings.EKC_LOG_COPY else None


def copy_seals() -> int:
    """Add the seals that are not in the copy yet: how many. What was written stays as it is."""
    place = folder()
    if place is None:
        return 0
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    count = 0
    for seal in Seal.objects.filter(number__gt=_last_number(place)).order_by("number").iterator(chunk_size=100):
        # Opened to add to it: a line of before cannot be written over by this.
        descriptor = os.open(place / f"seals-{seal.at:%Y-%m}.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a") as file:
            file.write(f"{as_line(seal)}\n")
            file.flush()
            os.fsync(file.fileno())
        count += 1
    return count


def _last_number(place: Path) -> int:
    files = _files(place)
    return max((int(line["number"]) for line in _lines(files[-1])), default=0) if files else 0


def _files(place: Path) -> list[Path]:
    return sorted(place.glob("seals-*.jsonl"))


def copied(place: Path) -> Iterator[dict[str, Any]]:
    """Every line of the copy, oldest first. Raises NotACopy."""
    for file in _files(place):
        yield from _lines(file)


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for number, text in enumerate(lines, start=1):
            if not text.endswith("\n"):
                # Broken off in the middle of a line, when the power went; the seal is written once more.
                return
            try:
                line = json.loads(text)
                yield {"number": int(line["number"]), "hash": str(line["hash"])}
            except (ValueError, KeyError, TypeError):
                raise NotACopy(f"{file.name}, line {number}, was not written by this house.") from None
