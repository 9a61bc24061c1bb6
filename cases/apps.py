from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "zaken"

    def ready(self) -> None:
        from . import case_tabs, readiness, receivers, rules, steps  # noqa: F401  registering is what importing them is for
        from .domain import drafts  # noqa: F401  so is this: what happens when a draft is due
