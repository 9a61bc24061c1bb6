from .frame import TEXT_OF_FRAME, BottomLine, FrameConcern, FrameNotNeeded, FrameReading, SafetyFrame
from .guest import FrameGuest
from .law import LawArticle
from .plan import (
    Agreement,
    BottomLineResult,
    Distribution,
    IntendedPlan,
    Plan,
    PlanMove,
    PlanTest,
    PlanVersion,
    ResidenceChange,
)

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
    "IntendedPlan",
    "LawArticle",
    "Plan",
    "PlanMove",
    "PlanTest",
    "PlanVersion",
    "ResidenceChange",
    "SafetyFrame",
]
