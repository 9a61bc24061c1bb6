from django.apps import AppConfig


class OnceConfig(AppConfig):
    name = "ekc.once"
    label = "once"
    verbose_name = "formuliernummers"

    def ready(self) -> None:
        from .taking_back import TAKE_BACKS, put_back

        TAKE_BACKS.add("rows", put_back)
