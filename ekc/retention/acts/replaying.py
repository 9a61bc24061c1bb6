"""What was destroyed, as a file beside the backups; and destroying it again in a database that was restored."""

import contextlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from ekc.dutch import iso_date

from ..codes import PersonOf
from ..destroying import destroy_files
from ..models import DestructionEntry
from ..register import the_files, the_people
from .lists import prove

SALT = "ekc.retention.destroyed"


class NotOurs(ValueError):
    """A line that this house did not write, or that somebody changed; the message says which."""


def lines() -> Iterator[str]:
    """A line of JSON for each file that was destroyed, and each person taken out of one: keys and numbers, signed, and
    nothing about anybody."""
    found = DestructionEntry.objects.filter(carried_out_on__isnull=False).order_by("pk")
    for entry in found.iterator():
        told = {
            "list": entry.of_list_id,
            "file": entry.file_id,
            "number": entry.case_number,
            "class": entry.kept_in,
            "on": str(entry.carried_out_on),
        }
        if entry.person_id is not None:
            told |= {"person": entry.person_id, "texts": entry.texts}
            # As the lines were written before there was more than one kind.
            told |= {} if entry.of == PersonOf.CIRCLE else {"kind": entry.of}
        yield json.dumps({**told, "mark": _mark(told)}, sort_keys=True)


def replay(written: Iterable[str]) -> tuple[int, int]:
    """Destroy again what stands in these lines: how many files went, and how many were gone already, or never there.

    A file that has another number than it had is left: it is not the same one. Raises NotOurs before anything goes.
    """
    told = [_read(number, line) for number, line in enumerate(written, start=1) if line.strip()]
    again = sum(_destroy_again(each) for each in told)
    return again, len(told) - again


@transaction.atomic
def _destroy_again(told: dict[str, Any]) -> bool:
    files = the_files().model._default_manager.select_for_update(of=("self",))
    file = files.filter(pk=told["file"], number=told["number"], destroyed_on=None).first()
    if file is None:
        return False
    if "person" in told:
        return _take_out_again(file.pk, told)
    rows = destroy_files([file.pk], on=iso_date(str(told["on"])))
    prove(None, str(told["class"]), rows, list_number=int(str(told["list"])))
    return True


def ours_of(written: Iterable[str]) -> Iterator[str]:
    """The lines that this house wrote, as they are."""
    for number, line in enumerate(written, start=1):
        with contextlib.suppress(NotOurs):
            _read(number, line)
            yield line


def _take_out_again(file_id: int, told: dict[str, Any]) -> bool:
    people = the_people(told.get("kind", PersonOf.CIRCLE.value))
    if not people.is_there(file_id, told["person"]):
        return False
    on = iso_date(str(told["on"]))
    rows = people.take_out(file_id, told["person"], told["texts"], on=on, again=True)
    prove(None, str(told["class"]), rows, files=0, list_number=int(str(told["list"])))
    return True


def _read(number: int, line: str) -> dict[str, Any]:
    try:
        told = json.loads(line)
        mark = told.pop("mark")
    except (ValueError, KeyError, AttributeError) as fault:
        raise NotOurs(f"Line {number} cannot be read.") from fault
    if not constant_time_compare(mark, _mark(told)):
        raise NotOurs(f"Line {number} was not written by this house, or was changed.")
    return dict(told)


def _mark(told: dict[str, Any]) -> str:
    return salted_hmac(SALT, json.dumps(told, sort_keys=True), algorithm="sha256").hexdigest()
