from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "followup"
    verbose_name = "nazorg"

    def ready(self) -> None:
        from cases.casepage.next_step import FACTS, add_steps

        from . import next_steps, receivers, rules  # noqa: F401  registering is what importing them is for

        FACTS.add("calls", next_steps.call_facts)
        add_steps(next_steps.ROWS)
