from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ekc.accounts"
    label = "accounts"
    verbose_name = "mensen en rollen"

    def ready(self) -> None:
        from ekc.links import RULES, Closed, Rule, add_kind
        from ekc.merging.hangings import bring

        from . import merges, receivers, rules  # noqa: F401  both register themselves
        from .acts import link_kind
        from .models import User

        RULES.add("account_closed", Rule(User, lambda user, _row: not user.is_active, Closed.ACCOUNT_CLOSED), order=40)
        add_kind(link_kind())
        bring(*merges.OF_AN_ORGANISATION)
