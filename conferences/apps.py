from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    name = "conferences"
    verbose_name = "conferenties"

    def ready(self) -> None:
        from . import next_steps, readiness, receivers, rules  # noqa: F401  registering is what importing them is for
