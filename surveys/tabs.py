from django.utils.translation import gettext_lazy as _

from cases.tabs import register_tab

register_tab("surveys", _("Vragenlijsten"), "surveys:surveys", "surveys.view", 80)
