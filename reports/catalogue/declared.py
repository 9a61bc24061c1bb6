"""Every table of the catalogue, wherever it is declared: the published set first, then what we add to it."""

from . import (
    tables,
    tables_afterwards,
    tables_answers,
    tables_circle,
    tables_course,
    tables_plan,
    tables_supplement,
    tables_ways,
)
from .table import Declaration

PUBLISHED: tuple[Declaration, ...] = tables.TABLES
SUPPLEMENT: tuple[Declaration, ...] = (
    *tables_supplement.TABLES,
    *tables_ways.TABLES,
    *tables_course.TABLES,
    *tables_circle.TABLES,
    *tables_plan.TABLES,
    *tables_answers.TABLES,
    *tables_afterwards.TABLES,
)
EVERY: tuple[Declaration, ...] = (*PUBLISHED, *SUPPLEMENT)
