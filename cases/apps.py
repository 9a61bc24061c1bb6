from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "zaken"

    def ready(self) -> None:
        from . import rules  # noqa: F401  registering is what importing it is for
