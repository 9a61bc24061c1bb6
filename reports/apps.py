from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "cijfers"

    def ready(self) -> None:
        from ekc.merging.hangings import bring

        from . import merges, receivers, rules  # noqa: F401  registering is what importing them is for

        bring(*merges.OF_A_CASE)
