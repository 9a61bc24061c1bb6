from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Stands in for the demo world where a test only looks at starting and stopping."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true")
        parser.add_argument("--logins", action="store_true")

    def handle(self, **_options: Any) -> None:
        pass
