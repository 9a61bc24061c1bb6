from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "ekc.documents"
    label = "documents"
    verbose_name = "documenten"
