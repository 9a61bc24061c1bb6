"""What the pages of the meetings are called for the people whom a file is about (`ekc/looked_at.py`)."""

from django.utils.translation import gettext_lazy as _

from ekc.looked_at import Names

_INVITING = (
    *("invite", "answer", "invitations", "invitation_how", "letter", "letters", "letters_sent", "labels", "nudge"),
    *("told", "suggestion_add", "suggestion_leave"),
)
_DAYS = ("day_poll", "propose_days", "day_poll_ask", "day_poll_close", "day_answer", "day_link", "days")
_SHEET = ("run_sheet", "run_sheet_pdf", "run_sheet_phone")
_THERE = ("attendance", "attendance_other", "attendance_counts", "absent", "letter_read", "letter_read_remove")
_MEETING = (
    *("conference", "plan", "postpone", "day", "press", "begin", "take_back", "return", "finish", "break_off"),
    *("again", "change_outcome", "conclude", "record", "times", "interpreter_wish", "parties", "seats"),
)


def _conferences(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"conferences:{name}" for name in names)


OF_A_FILE: Names = {
    _("de conferentie"): _conferences(_MEETING),
    _("de uitnodigingen"): _conferences(_INVITING),
    _("welke dag de conferentie is"): _conferences(_DAYS),
    _("hoe de dag van de conferentie verloopt"): _conferences(_SHEET),
    _("wie er op de conferentie was"): _conferences(_THERE),
}
