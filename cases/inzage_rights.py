"""What the tables of somebody's own rights give: what they asked, what they said of it, and what they consent to."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ekc.inzage import Gives, Whom, of_person

from .models import Consent, ConsentTalk, OwnStatement, PrivacyRequest

_OTHERS = "a name or contact data of somebody else"
_HOUSE = "how the house keeps and finds rows; it says nothing of anybody"


def _own_consents(whom: Whom) -> Q | None:
    """About a main person and about the whole family; of who spoke for a child what they said themselves."""
    if whom.main is None:
        return Q(person=whom.circle)
    return Q(main_person=whom.main) | Q(case=whom.case, main_person=None)


OF_RIGHTS = (
    Gives(
        PrivacyRequest,
        _("Verzoeken over gegevens"),
        of_person(),
        (
            *("received_on", "kind", "what", "asked_as", "age", "identity", "due_on", "extended_on", "extended_reason"),
            *("state", "ground", "answer", "settled_on"),
        ),
        on="received_on",
        leaves={
            _OTHERS: ("asked_by", "paper"),
            "what a young person said of a request of somebody else, to be safe to say it": ("child_view",),
            _HOUSE: ("recorded_at", "checked_at", "checked_key", "also_called"),
        },
    ),
    Gives(
        Consent,
        _("Toestemming"),
        _own_consents,
        ("said_on", "purpose", "gives", "given_as", "way", "how", "wording"),
        on="said_on",
        leaves={_OTHERS: ("said_by",), _HOUSE: ("recorded_at",)},
    ),
    Gives(
        ConsentTalk,
        _("Gesprekken over toestemming"),
        of_person("consent__main_person", "consent__person"),
        ("spoken_on", "note"),
        on="spoken_on",
    ),
    Gives(
        OwnStatement,
        _("Eigen verklaringen"),
        of_person("request__main_person", "request__person"),
        ("recorded_on", "about", "text", "withdrawn_on"),
        on="recorded_on",
        leaves={_HOUSE: ("table", "row_key", "column")},
    ),
)
