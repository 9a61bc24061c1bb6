from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "followup"
    verbose_name = "nazorg"

    def ready(self) -> None:
        from ekc.outbox.domain import handle_due

        from . import next_steps, receivers, rules  # noqa: F401  registering is what importing them is for
        from .acts.reminders import remind_of_call
        from .codes import DuePurpose

        for purpose in DuePurpose:
            handle_due(purpose, remind_of_call)
