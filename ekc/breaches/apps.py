from django.apps import AppConfig


class BreachesConfig(AppConfig):
    name = "ekc.breaches"
    label = "breaches"
    verbose_name = "datalekken"

    def ready(self) -> None:
        from ekc.outbox.acts import handle_due

        from . import clock
        from .codes import DuePurpose

        handle_due(DuePurpose.TERM_NEARS, clock.remind_that_it_nears)
        handle_due(DuePurpose.TERM_ENDS, clock.remind_that_it_is_over)
