from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "cijfers"

    def ready(self) -> None:
        from ekc.inzage import bring as give
        from ekc.merging.hangings import bring
        from ekc.retention.register import bring as place

        from . import inzage, merges, receivers, retention, rules  # noqa: F401  registering is what importing it is for

        bring(*merges.OF_A_CASE)
        give(*inzage.GIVEN, stands=inzage.STANDS)
        place(*retention.PLACES)
