"""The allowed moves of an edition as a table (R25)."""

from django.utils.translation import gettext_lazy as _

from ekc.accounts.codes import Role
from ekc.workflow import Move, Workflow

from .codes import EditionState as S

MAKERS = frozenset({Role.RESEARCHER, Role.NATIONAL})
DECIDERS = frozenset({Role.NATIONAL})

EDITION_MOVES: tuple[Move, ...] = (
    Move(S.DRAFT, "approve", S.APPROVED, DECIDERS),
    Move(S.DRAFT, "discard", S.DISCARDED, MAKERS),
    # Something is to be written otherwise: who approved it does so anew.
    Move(S.APPROVED, "send_back", S.DRAFT, MAKERS),
    Move(S.APPROVED, "publish", S.PUBLISHED, DECIDERS),
    Move(S.PUBLISHED, "withdraw", S.WITHDRAWN, DECIDERS),
    # The program's own: the next version went out.
    Move(S.PUBLISHED, "replace", S.REPLACED, DECIDERS),
    Move(S.REPLACED, "withdraw", S.WITHDRAWN, DECIDERS),
)
EDITION_WORKFLOW = Workflow(
    EDITION_MOVES,
    states=S,
    thing=_("deze editie"),
    labels={
        "approve": _("Goedkeuren"),
        "discard": _("Laten vervallen"),
        "send_back": _("Terug naar concept"),
        "publish": _("Publiceren"),
        "withdraw": _("Intrekken"),
        "replace": _("Vervangen"),
    },
)
