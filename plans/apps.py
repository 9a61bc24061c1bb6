from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "plannen"

    def ready(self) -> None:
        from . import (  # noqa: F401  registering is what importing them is for
            checklist,
            next_steps,
            receivers,
            rules,
            run_sheet,
        )
