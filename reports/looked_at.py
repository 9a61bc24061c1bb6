"""What the pages of the figures are called for the people whom a file is about (`ekc/looked_at.py`)."""

from django.utils.translation import gettext_lazy as _

from ekc.looked_at import Names

OF_A_FILE: Names = {
    _("of onderzoekers het dossier mogen gebruiken"): ("reports:case_research", "reports:objection_withdraw"),
}
OF_MANY: Names = {_("een lijst van wat de cijfers nog missen"): ("reports:gaps", "reports:gaps_list")}
