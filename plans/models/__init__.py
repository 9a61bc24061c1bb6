from .frame import BottomLine, SafetyFrame
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
    "Agreement",
    "BottomLine",
    "BottomLineResult",
    "Distribution",
    "IntendedPlan",
    "Plan",
    "PlanMove",
    "PlanTest",
    "PlanVersion",
    "ResidenceChange",
    "SafetyFrame",
]
