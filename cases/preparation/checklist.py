"""What the preparation asks for "klaar voor de dag": information, and safety."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.checklist import Point, some_names
from cases.codes import WishAnswered, WishKind
from cases.models import Case
from cases.queries import open_bans, undecided_signals


def information_is_arranged(case: Case) -> Point:
    wishes = case.information_wishes.filter(kind=WishKind.INFORMATION, answered=WishAnswered.OPEN, is_confirmed=False)
    missing = _("Nog niemand heeft toegezegd: %(what)s.") % {"what": some_names(str(wish) for wish in wishes)}
    url = reverse("cases:preparation", args=[case.number])
    return Point("informatie", _("Wie informatie geeft, heeft dat toegezegd"), missing if wishes else "", url)


def safety_is_decided(case: Case) -> Point:
    bans = any(ban.waits_for_decision for ban in open_bans(case))
    missing = ""
    if undecided_signals(case).exists():
        missing = _("Over een signaal is nog niets besloten.")
    elif any(signal.forbids_the_day for signal in case.safety_signals.all()):
        missing = _("Besloten is dat het zo niet kan doorgaan.")
    elif bans:
        missing = _("Over een contactverbod is nog niets besloten.")
    url = reverse("cases:preparation", args=[case.number])
    return Point("veiligheid", _("De veiligheid is geregeld"), missing, url, is_obligatory=True)
