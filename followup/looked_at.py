"""What the pages about afterwards are called for the people whom a file is about (`ekc/looked_at.py`)."""

from django.utils.translation import gettext_lazy as _

from ekc.looked_at import Names

_AFTERWARDS = (
    *("followup", "call", "attempt", "attempt_on", "round_interview", "send_links", "tell_family", "review"),
    *("second_conference", "plan", "interview", "agreements", "evaluation"),
)
OF_A_FILE: Names = {_("hoe het na het plan gaat"): tuple(f"followup:{each}" for each in _AFTERWARDS)}
OF_MANY: Names = {_("een lijst van gesprekken na het plan"): ("followup:later_rounds",)}
