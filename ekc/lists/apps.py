from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "ekc.lists"
    label = "lists"
    verbose_name = "lijsten"
