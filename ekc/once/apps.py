from django.apps import AppConfig


class OnceConfig(AppConfig):
    name = "ekc.once"
    label = "once"
    verbose_name = "formuliernummers"
