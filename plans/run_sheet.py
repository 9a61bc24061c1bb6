"""What the plans' floor brings to the draaiboek: the veiligheidskader, to be read out in part 1."""

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from conferences.day.reads.run_sheet import Section
from ekc import dutch

from .on_paper import FramePaper
from .queries import current_frame, frame_is_needed


def frame_to_read_out(case: Case) -> Section | None:
    """The frame as it was handed in; a warning where safety asks for one that is not there yet."""
    frame = current_frame(case)
    if frame is None:
        if not frame_is_needed(case):
            return None
        return Section(_("Het veiligheidskader"), note=_("Het is nog niet ingediend. Zonder kader begint deel 1 niet."))
    paper = FramePaper(frame)
    lines = paper.bottom_lines + [
        _("%(line)s Hierover is geen onderhandeling mogelijk.") % {"line": line} for line in paper.non_negotiables
    ]
    texts = [*paper.seen_in_words, paper.frame.concerns, paper.frame.criteria]
    note = ""
    if frame.submitted_at:
        note = _("Van %(author)s, %(day)s.") % {
            "author": paper.frame.written_by,
            "day": dutch.long_date(timezone.localdate(frame.submitted_at)),
        }
    return Section(_("Het veiligheidskader"), texts, lines, note)
