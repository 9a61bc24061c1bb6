from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "ekc.audit"
    label = "audit"
    verbose_name = "leeslog"

    def ready(self) -> None:
        from . import receivers  # noqa: F401  they register themselves
