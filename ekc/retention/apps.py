from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "ekc.retention"
    label = "retention"
    verbose_name = "bewaren en vernietigen"

    def ready(self) -> None:
        from ekc import inzage, inzage_ground

        from . import ground
        from .register import UNFINISHED, bring

        inzage.bring(*inzage_ground.GIVEN)
        bring(*ground.PLACES)
        UNFINISHED.add("mail", ground.has_mail_to_come)
        UNFINISHED.add("due", ground.has_something_due)
        UNFINISHED.add("hold", ground.is_held)
