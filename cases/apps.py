from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "zaken"

    def ready(self) -> None:
        from . import case_tabs, readiness, rules, steps  # noqa: F401  registering is what importing them is for
