from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = "vragenlijsten"

    def ready(self) -> None:
        from cases.casepage.tabs import TABS, Tab

        # Registering is what importing them is for; the receivers bring along what a due reminder does.
        from . import receivers, rules  # noqa: F401

        TABS.add("surveys", Tab(_("Vragenlijsten"), "surveys:surveys", "surveys.view"), order=80)
