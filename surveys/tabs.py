from django.utils.translation import gettext_lazy as _

from cases.casepage.tabs import register_tab

register_tab("surveys", _("Vragenlijsten"), "surveys:surveys", "surveys.view", 80)
