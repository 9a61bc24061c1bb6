from .frame import TEXT_OF_FRAME, BottomLine, FrameConcern, FrameNotNeeded, FrameReading, SafetyFrame
from .guest import FrameGuest
from .law import LawArticle
from .plan import (
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
    "TEXT_OF_FRAME",
    "Agreement",
    "BottomLine",
    "BottomLineResult",
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
]
