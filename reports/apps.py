from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "cijfers"

    def ready(self) -> None:
        from ekc.inzage import bring as give
        from ekc.looked_at import bring as name_pages
        from ekc.merging.hangings import bring
        from ekc.retention.register import bring as place

        from . import inzage, looked_at, merges, receivers, retention, rules  # noqa: F401  registering is what importing it is for

        bring(*merges.OF_A_CASE)
        give(*inzage.GIVEN, stands=inzage.STANDS)
        name_pages(looked_at.OF_A_FILE, looked_at.OF_MANY)
        place(*retention.PLACES)
