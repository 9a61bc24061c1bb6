"""What the whole program begins with."""

from django.apps import AppConfig


class EkcConfig(AppConfig):
    name = "ekc"

    def ready(self) -> None:
        from .selects import write_in_half_the_time

        write_in_half_the_time()
