from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "ekc.outbox"
    label = "outbox"
    verbose_name = "berichten en termijnen"
