from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    name = "conferences"
    verbose_name = "conferenties"

    def ready(self) -> None:
        from cases.casepage.next_step import FACTS, add_steps

        from . import checklist, next_steps, receivers, rules  # noqa: F401  registering is what importing them is for

        FACTS.add("meeting", next_steps.meeting_facts)
        add_steps(next_steps.ROWS)
