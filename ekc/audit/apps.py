from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "ekc.audit"
    label = "audit"
    verbose_name = "leeslog"
