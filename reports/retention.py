"""What becomes of each table of the figures (`ekc/retention`)."""

from ekc.retention.codes import Kept
from ekc.retention.register import destroyed, kept

from .models import (
    Benchmark,
    Download,
    ImportBatch,
    ResearchObjection,
    ResearchProject,
    ResearchProvision,
)

_HOUSE = "of the house, and of nobody"

PLACES = (
    kept(Benchmark, _HOUSE, "year", "measure", "value", "source", "is_doubtful", "note"),
    kept(ImportBatch, _HOUSE, "programme", "checksum", "imported_at", "cases", "responses"),
    destroyed(Download, Kept.DOWNLOADS, carried_by="reports.acts.downloads.make_downloads"),
    kept(ResearchProject, _HOUSE, "slug", "name", "ground", "dates", "starts_on", "ends_on"),
    # The objection itself stays on the case (`research_objection`): its row is in no figure, before and after.
    destroyed(ResearchObjection, Kept.WITH, "case"),
    destroyed(ResearchProvision, Kept.WITH, "case"),
)
