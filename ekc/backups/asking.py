"""What the commands of the copies ask alike: which folder, and which private key."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from .store import Store


def ask_where_from(parser: ArgumentParser, *, is_key_needed: bool = True) -> None:
    parser.add_argument("--key", metavar="FILE", required=is_key_needed, help="the private key")
    parser.add_argument("--from", dest="folder", metavar="FOLDER", help="another folder than EKC_BACKUP_TO")


def folder_of(given: str | None, *, option: str) -> Path:
    """The folder of copies that was given, or else that of the settings. Raises CommandError when there is neither."""
    folder = given or settings.EKC_BACKUP_TO
    if not folder:
        raise CommandError(f"Which folder? Set EKC_BACKUP_TO, or give {option} FOLDER.")
    return Path(folder).absolute()


def store_of(given: str | None) -> Store:
    return Store(folder_of(given, option="--from"))
