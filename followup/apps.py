from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "followup"
    verbose_name = "nazorg"

    def ready(self) -> None:
        from . import next_steps, receivers, rules  # noqa: F401  registering is what importing them is for
