from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    name = "conferences"
    verbose_name = "conferenties"

    def ready(self) -> None:
        from ekc.outbox.domain import handle_due

        from . import checklist, next_steps, receivers, rules  # noqa: F401  registering is what importing them is for
        from .codes import DuePurpose
        from .day.acts import sheet_reminder
        from .inviting.acts import reminding

        handle_due(DuePurpose.CONFERENCE_TOMORROW, sheet_reminder.remind_of_sheet)
        handle_due(DuePurpose.INVITATION_REMINDER, reminding.remind)
