from .frame import TEXT_OF_FRAME, BottomLine, FrameReading, SafetyFrame
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
from .writing import HelpAnswer, OpenPoint

__all__ = [
    "TEXT_OF_FRAME",
    "Agreement",
    "BottomLine",
    "BottomLineResult",
    "Distribution",
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
