from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "ekc.audit"
    label = "audit"
    verbose_name = "leeslog"

    def ready(self) -> None:
        post_migrate.connect(_protect, sender=self)


def _protect(**_: Any) -> None:
    """Tables of the history that came with this migration only grow, as the others."""
    from .append_only import append_only_tables, protect

    protect(append_only_tables())
