"""The one catalogue of tables and figures (design 4.7): declared once, counted in SQL, rendered elsewhere."""

from .report import Report, build_report
from .selection import Selection

__all__ = ["Report", "Selection", "build_report"]
