"""Whether the read log and the history are as they were written: `manage.py check_log [--copy FOLDER]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ekc.audit.chain_check import check_log
from ekc.audit.second_place import folder


class Command(BaseCommand):
    help = (
        "Look at every row of the read log and the history, at the chain over them, and at its copy in the second "
        "place. Says what was changed, taken away or put in between, and ends with 1 where anything was."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--copy", metavar="FOLDER", help="another folder than EKC_LOG_COPY")

    def handle(self, **chosen: Any) -> None:
        place = Path(chosen["copy"]) if chosen["copy"] else folder()
        if chosen["copy"] and not any(Path(chosen["copy"]).glob("seals-*.jsonl")):
            # Else it would seem a copy that everything is missing from.
            raise CommandError(f"{place} holds no copy that is seen from here: no seals-….jsonl is in it.")
        told = check_log(place)
        self.stdout.write(f"{told.rows} rows under {told.seals} seals, {told.waiting} wait for theirs.")
        for table, number in sorted(told.forgotten.items()):
            self.stdout.write(f"Destroyed because their term was over: {number} of {table}.")
        if place is None:
            self.stdout.write("There is no copy in a second place (EKC_LOG_COPY).")
        if told.faults:
            raise CommandError("The log is not what was written:\n" + "\n".join(f"- {each}" for each in told.faults))
        self.stdout.write("Nothing was changed, taken away or put in between.")
