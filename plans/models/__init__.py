from .afterwards import ChangeProposal, TaskAnswer, TaskReport
from .frame import DEMANDS_OF_FRAME, TEXT_OF_FRAME, BottomLine, FrameConcern, FrameNotNeeded, FrameReading, SafetyFrame
from .guest import FrameGuest
from .law import LawArticle
from .plan import (
    TEXT_OF_PLAN,
    Agreement,
    Distribution,
    Plan,
    PlanMove,
    PlanVersion,
)
from .sheets import FlipSheet
from .testing import BottomLineResult, PlanTest
from .writing import HelpAnswer, OpenPoint, ResidenceChange

__all__ = [
    "DEMANDS_OF_FRAME",
    "TEXT_OF_FRAME",
    "TEXT_OF_PLAN",
    "Agreement",
    "BottomLine",
    "BottomLineResult",
    "ChangeProposal",
    "Distribution",
    "FlipSheet",
    "FrameConcern",
    "FrameGuest",
    "FrameNotNeeded",
    "FrameReading",
    "HelpAnswer",
    "LawArticle",
    "OpenPoint",
    "Plan",
    "PlanMove",
    "PlanTest",
    "PlanVersion",
    "ResidenceChange",
    "SafetyFrame",
    "TaskAnswer",
    "TaskReport",
]
