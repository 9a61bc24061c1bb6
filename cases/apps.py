from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "zaken"

    def ready(self) -> None:
        from . import receivers, rules  # noqa: F401  registering is what importing them is for
        from .casepage import checklist, file_facts, next_step, outside_steps, own_tabs, steps  # noqa: F401  likewise
        from .referral.acts import drafts  # noqa: F401  so is this: what happens when a draft is due

        next_step.FACTS.add("file", file_facts.file_facts)
        next_step.add_steps([*steps.ROWS, *outside_steps.ROWS])
