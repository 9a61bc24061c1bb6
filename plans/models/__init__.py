from .frame import TEXT_OF_FRAME, BottomLine, FrameConcern, FrameNotNeeded, FrameReading, SafetyFrame
from .guest import FrameGuest
from .law import LawArticle
from .plan import (
    Agreement,
    Distribution,
    IntendedPlan,
    Plan,
    PlanMove,
    PlanVersion,
)
from .testing import BottomLineResult, PlanTest
from .writing import HelpAnswer, OpenPoint, ResidenceChange

__all__ = [
    "TEXT_OF_FRAME",
    "Agreement",
    "BottomLine",
    "BottomLineResult",
    "Distribution",
    "FrameConcern",
    "FrameGuest",
    "FrameNotNeeded",
    "FrameReading",
    "HelpAnswer",
    "IntendedPlan",
    "LawArticle",
    "OpenPoint",
    "Plan",
    "PlanMove",
    "PlanTest",
    "PlanVersion",
    "ResidenceChange",
    "SafetyFrame",
]
