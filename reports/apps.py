from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "cijfers"

    def ready(self) -> None:
        from . import rules  # noqa: F401  registering is what importing it is for
