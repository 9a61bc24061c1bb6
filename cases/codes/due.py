"""What this app plans for later."""

from django.utils.translation import gettext_lazy as _

from ekc.outbox.codes import Purpose


class DuePurpose(Purpose):
    """What this app plans for later."""

    DRAFT_EXPIRES = "referral_draft_expires", _("begonnen aanmelding wissen")
    REQUEST_TERM = "request_term", _("Einde van de bedenktijd van een coördinator")
    RIGHT_TERM_NEARS = "right_term_nears", _("Herinnering aan een verzoek over gegevens")
    RIGHT_TERM_ENDS = "right_term_ends", _("Laatste herinnering aan een verzoek over gegevens")
    REVIEW_TERM = "review_term", _("Herinnering aan de controle van het leeslog")
