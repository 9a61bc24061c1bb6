from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "plannen"

    def ready(self) -> None:
        # Registering is what importing them is for.
        from . import checklist, next_steps, receivers, rules, run_sheet  # noqa: F401
