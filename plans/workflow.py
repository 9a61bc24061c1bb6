"""The allowed moves of a plan and of a frame as tables (domain.md 3.1, move 11; R-07, R-08, R-09)."""

from django.utils.translation import gettext_lazy as _

from ekc.accounts.codes import Role
from ekc.workflow import Move, Workflow

from .codes import FrameState as F
from .codes import PlanState as S

COORDINATOR = frozenset({Role.COORDINATOR})
PROFESSIONAL = frozenset({Role.PROFESSIONAL})

MOVES: tuple[Move, ...] = (
    Move(S.DRAFTED, "present", S.PRESENTED, COORDINATOR),
    # no frame, no test: accepted by definition.
    Move(S.DRAFTED, "establish_without_test", S.NOT_NEEDED, COORDINATOR),
    Move(S.PRESENTED, "accept", S.ACCEPTED, PROFESSIONAL),
    Move(S.PRESENTED, "reject", S.REJECTED, PROFESSIONAL),
    # The family went back and changed it.
    Move(S.REJECTED, "revise", S.DRAFTED, COORDINATOR),
)
WORKFLOW = Workflow(
    MOVES,
    states=S,
    thing=_("het plan"),
    labels={
        "present": _("Voorleggen aan de professional"),
        "establish_without_test": _("Vaststellen zonder toets"),
        "accept": _("Accepteren als veilig"),
        "reject": _("Nog niet accepteren"),
        "revise": _("Plan aanpassen"),
    },
)

FRAME_MOVES: tuple[Move, ...] = (
    Move(F.DRAFT, "submit", F.SUBMITTED, PROFESSIONAL),
    # The start of part 1 locks it; done by the program when the coordinator starts the meeting.
    Move(F.SUBMITTED, "lock", F.LOCKED, COORDINATOR),
    # The start was a slip: the program takes back what it fixed.
    Move(F.LOCKED, "unlock", F.SUBMITTED, COORDINATOR),
)
FRAME_WORKFLOW = Workflow(
    FRAME_MOVES,
    states=F,
    thing=_("het veiligheidskader"),
    labels={
        "submit": _("Indienen"),
        "lock": _("Vastzetten"),
        "unlock": _("Losmaken"),
    },
)
