from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "ekc.audit"
    label = "audit"
    verbose_name = "leeslog"

    def ready(self) -> None:
        from ekc import looked_at, looked_at_ground

        from . import receivers  # noqa: F401  they register themselves

        looked_at.bring({}, looked_at_ground.OF_MANY)
