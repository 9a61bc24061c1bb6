from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "zaken"

    def ready(self) -> None:
        from . import receivers, rules  # noqa: F401  registering is what importing them is for
        from .casepage import checklist, own_tabs, steps  # noqa: F401  likewise
        from .referral.acts import drafts  # noqa: F401  so is this: what happens when a draft is due
