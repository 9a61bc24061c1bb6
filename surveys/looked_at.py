"""What the pages of the questionnaires are called for the people whom a file is about (`ekc/looked_at.py`)."""

from django.utils.translation import gettext_lazy as _

from ekc.looked_at import Names

_HANDED_OUT = ("surveys", "hand_out", "invite", "address", "hand_over", "on_paper")
OF_A_FILE: Names = {_("wie een vragenlijst kreeg"): tuple(f"surveys:{each}" for each in _HANDED_OUT)}
