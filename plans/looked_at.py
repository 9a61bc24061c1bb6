"""What the pages of frame and plan are called for the people whom a file is about (`ekc/looked_at.py`)."""

from django.utils.translation import gettext_lazy as _

from ekc.looked_at import Names

_FRAME = (
    *("frame", "frame_edit", "frame_assign", "frame_next", "frame_drop", "frame_submit", "frame_without"),
    *("frame_needed", "frame_ask_writer", "frame_ask_signer", "frame_ask_tester", "frame_ask_colleague"),
    *("frame_guest_address", "frame_release", "frame_read", "frame_pdf", "guest"),
)
_PLAN = (
    *("plan", "start", "version", "write", "agreement", "agreement_split", "agreement_join", "help_answer"),
    *("residence", "residence_edit", "residence_remove", "placements", "present", "revise", "send", "copy"),
    *("change", "change_establish", "change_drop", "versions", "task_answer", "proposal", "plan_pdf", "open"),
)
_SHEETS = ("sheets", "sheet", "sheet_away")


def _plans(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"plans:{name}" for name in names)


OF_A_FILE: Names = {
    _("het veiligheidskader"): _plans(_FRAME),
    _("het plan"): _plans(_PLAN),
    _("of het plan veilig is"): ("plans:test",),
    _("foto's van wat op de conferentie is geschreven"): _plans(_SHEETS),
}
