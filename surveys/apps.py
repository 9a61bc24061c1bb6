from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = "vragenlijsten"

    def ready(self) -> None:
        # Registering is what importing them is for: rights, a tab, and what happens with a due reminder.
        from . import rules, tabs  # noqa: F401
        from .domain import handing_out  # noqa: F401
