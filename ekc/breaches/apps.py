from django.apps import AppConfig


class BreachesConfig(AppConfig):
    name = "ekc.breaches"
    label = "breaches"
    verbose_name = "datalekken"
