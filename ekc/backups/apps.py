from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "ekc.backups"
    label = "backups"
    verbose_name = "reservekopieën"
