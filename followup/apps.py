from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowupConfig(AppConfig):
    name = "followup"
    verbose_name = "nazorg"

    def ready(self) -> None:
        from cases.casepage.tabs import TABS, Tab

        from . import next_steps, receivers, rules  # noqa: F401  registering is what importing them is for

        TABS.add("followup", Tab(_("Nazorg"), "followup:followup", "followup.view"), order=70)
