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

__all__ = [
    "TEXT_OF_FRAME",
    "Agreement",
    "BottomLine",
    "BottomLineResult",
    "Distribution",
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
