"""What the pages of the ground floor are called for the people whom a file is about (`ekc/looked_at.py`)."""

from django.utils.translation import gettext_lazy as _

from ekc.looked_at import Names

OF_MANY: Names = {
    _("wie er in dossiers keek"): ("audit:reads", "audit:reads_sheet"),
    _("een datalek: wie het raakt"): (
        *(f"breaches:{each}" for each in ("register", "one", "change", "bring", "letters", "told", "drop", "letter")),
    ),
    _("hoe lang dossiers bewaard blijven"): ("retention:overview", "retention:list"),
    _("mails die niet aankwamen"): (
        *("outbox:failures", "outbox:retry_mail", "outbox:lapse_mail", "outbox:retry_row", "outbox:lapse_row"),
    ),
}
