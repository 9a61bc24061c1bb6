from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = "vragenlijsten"

    def ready(self) -> None:
        # Registering is what importing them is for; the receivers bring along what a due reminder does.
        from . import receivers, rules, tabs  # noqa: F401
