from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = "vragenlijsten"

    def ready(self) -> None:
        from ekc.outbox.domain import handle_due

        from . import receivers, rules, tabs  # noqa: F401  registering is what importing them is for
        from .acts.handing_out import remind
        from .codes import DuePurpose

        handle_due(DuePurpose.QUESTIONNAIRE_REMINDER, remind)
