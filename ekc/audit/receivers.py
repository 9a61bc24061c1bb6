"""What the log does when tables were made."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from .append_only import append_only_tables, protect


@receiver(post_migrate, dispatch_uid="audit.tables_only_grow")
def tables_only_grow(sender: AppConfig, **_: Any) -> None:
    """Tables of the history that came with this migration only grow, as the others. Once, whatever apps there are."""
    if sender.label == "audit":
        protect(append_only_tables())
