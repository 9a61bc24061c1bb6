"""What becomes of each table of the figures (`ekc/retention`)."""

from ekc.retention.codes import Kept
from ekc.retention.register import destroyed, kept

from .models import (
    Benchmark,
    Download,
    Edition,
    EditionFile,
    EditionSentence,
    ImportBatch,
    KeptCell,
    KeptCount,
    ResearchObjection,
    ResearchProject,
    ResearchProvision,
    StaleCount,
)

_HOUSE = "of the house, and of nobody"
_ISSUED = "a yearbook stays as it went out: figures that were protected for its readers"

PLACES = (
    kept(Benchmark, _HOUSE, "year", "measure", "value", "source", "place", "is_doubtful", "note"),
    kept(ImportBatch, _HOUSE, "programme", "checksum", "imported_at", "cases", "responses"),
    # Numbers, which are counted anew within minutes of what they were made of; a mark goes when that is done.
    kept(KeptCell, _HOUSE, "kind", "programme_id", "region_id", "quarter", "fingerprint", "only_on"),
    kept(KeptCount, _HOUSE, "cell", "field", "group", "code", "number"),
    kept(StaleCount, _HOUSE, "what", "case_id", "programme_id", "region_id", "quarter"),
    kept(
        Edition,
        _ISSUED,
        *("name", "version", "replaces", "state", "audience", "selection", "figures", "counted_on", "notes"),
        *("changes", "checksum", "made_by", "made_at", "approved_by", "approved_at", "published_by", "published_at"),
        *("withdrawn_by", "withdrawn_at", "withdrawal_reason"),
    ),
    kept(EditionSentence, _ISSUED, "edition", "table", "text", "written_by", "written_at"),
    kept(EditionFile, _ISSUED, "edition", "format", "content", "checksum", "made_at"),
    destroyed(Download, Kept.DOWNLOADS, carried_by="reports.acts.downloads.make_downloads"),
    kept(ResearchProject, _HOUSE, "slug", "name", "ground", "dates", "starts_on", "ends_on"),
    # The objection itself stays on the case (`research_objection`): its row is in no figure, before and after.
    destroyed(ResearchObjection, Kept.WITH, "case"),
    destroyed(ResearchProvision, Kept.WITH, "case"),
)
