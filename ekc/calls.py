"""A phone number as a page shows it: to press, with what must be known before one dials it beside it.

The one way from a number of a file to a page. Only the number of an office, which anybody may call at any time, goes
without it.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ekc.phones import phone_link, read_phone


@dataclass(frozen=True)
class Call:
    """A number, and how to call it. `warning` comes first: with it one rather does not dial."""

    number: str = ""
    no_voicemail: bool = False
    best_time: str = ""
    warning: str | Promise = ""

    def __bool__(self) -> bool:
        """There is something to show: a number, or why there is none to dial."""
        return bool(self.number or self.warning)

    @property
    def dial(self) -> str:
        """Where a press on "Bel" leads; empty where there is no number, or one must not call."""
        return "" if self.warning else read_phone(self.number).href

    @property
    def rules(self) -> list[str]:
        """What to keep in mind when dialling, in sentences."""
        if not self.number:
            return []
        voicemail = _("Spreek geen voicemail in.") if self.no_voicemail else ""
        time = _("Beste tijd: %(when)s.") % {"when": self.best_time.rstrip(".")} if self.best_time else ""
        return [sentence for sentence in (voicemail, time) if sentence]


def call_line(call: Call | None) -> SafeString:
    """The number as a link that calls it, the rules beside it; empty where there is nothing."""
    if not call:
        return SafeString("")
    warning = format_html('<strong class="call-warning">{}</strong> ', call.warning) if call.warning else ""
    rules = format_html_join("", ' <span class="call-rule">{}</span>', ((rule,) for rule in call.rules))
    return format_html('<span class="call">{}{}{}</span>', warning, phone_link(call.number), rules)
