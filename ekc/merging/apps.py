from django.apps import AppConfig


class MergingConfig(AppConfig):
    name = "ekc.merging"
    label = "merging"
    verbose_name = "samenvoegen"
