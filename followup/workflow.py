"""The allowed moves of a call as a table (domain.md 3.1, moves 13, 14 and 16)."""

from django.utils.translation import gettext_lazy as _

from ekc.accounts.codes import Role
from ekc.workflow import Move, Workflow

from .codes import CallState as S

CALLERS = frozenset({Role.COORDINATOR, Role.REGIONAL_MANAGER})

MOVES: tuple[Move, ...] = (
    Move(S.DUE, "record_reached", S.REACHED, CALLERS),
    Move(S.DUE, "record_partly", S.PARTLY, CALLERS),
    Move(S.DUE, "record_not_reached", S.NOT_REACHED, CALLERS),
    Move(S.DUE, "record_refused", S.REFUSED, CALLERS),
    # The conference was moved or the case was closed: the program's own.
    Move(S.DUE, "cancel", S.CANCELLED, frozenset()),
    Move(S.CANCELLED, "plan_again", S.DUE, frozenset()),
)
WORKFLOW = Workflow(
    MOVES,
    states=S,
    thing=_("het gesprek"),
    labels={
        "record_reached": _("Gesprek vastleggen"),
        "record_partly": _("Vastleggen: deels bereikt"),
        "record_not_reached": _("Vastleggen: niet bereikt"),
        "record_refused": _("Vastleggen: wilde niet"),
        "cancel": _("Laten vervallen"),
        "plan_again": _("Opnieuw plannen"),
    },
)
