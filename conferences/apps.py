from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    name = "conferences"
    verbose_name = "conferenties"

    def ready(self) -> None:
        from . import checklist, next_steps, receivers, rules  # noqa: F401  registering is what importing them is for
