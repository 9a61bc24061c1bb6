from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "plannen"

    def ready(self) -> None:
        from cases.casepage.next_step import FACTS, add_steps

        from . import (  # noqa: F401  registering is what importing them is for
            checklist,
            next_steps,
            receivers,
            rules,
            run_sheet,
        )

        FACTS.add("plan", next_steps.plan_facts)
        add_steps(next_steps.ROWS)
