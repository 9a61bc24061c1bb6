from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ekc.accounts"
    label = "accounts"
    verbose_name = "mensen en rollen"

    def ready(self) -> None:
        from . import receivers, rules  # noqa: F401  both register themselves
