"""What the meeting adds to "klaar voor de dag" and to the growth of the circle."""

import rules
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.checklist import Point
from cases.circle.reads.circle import Answer
from cases.codes import Need
from cases.models import Case
from ekc.accounts.models import User

from .codes import MET_STATES, InterpreterKind, InvitationAnswer
from .inviting.contact_bans import bans_of_the_day
from .models import Attendance, DayGuest, Invitation
from .queries import coming_meeting


def who_may_not_meet_does_not(case: Case) -> Point | None:
    """Two people under a ban are both expected, though it was decided that they do not both come.

    A ban without a decision is missing already with the safety of the case (`cases.casepage.checklist`).
    """
    conference = coming_meeting(case)
    pairs = [(ban.one, ban.other_one) for ban in bans_of_the_day(conference)] if conference else []
    if not pairs:
        return None
    names = "; ".join(_("%(name)s en %(other)s") % {"name": one, "other": other} for one, other in pairs)
    missing = _("Volgens het besluit komen zij niet allebei: %(names)s. Leg vast wie niet meedoet.") % {"names": names}
    url = reverse("cases:circle", args=[case.number])
    return Point("apart", _("Wie elkaar niet mag treffen, komt niet samen"), missing, url, is_obligatory=True)


def place_is_known(case: Case) -> Point:
    conference = coming_meeting(case)
    missing = ""
    if conference is None or conference.planned_start is None:
        missing = _("Er is nog geen dag gekozen.")
    elif not conference.venue_name and not conference.venue_address:
        missing = _("Er is nog geen plek.")
    return Point("plek", _("Dag en plek staan vast"), missing, reverse("conferences:plan", args=[case.number]))


def food_is_arranged(case: Case) -> Point:
    conference = coming_meeting(case)
    missing = "" if conference and conference.food else _("Schrijf op wie voor eten en drinken zorgt.")
    return Point("eten", _("Eten en drinken zijn geregeld"), missing, reverse("conferences:plan", args=[case.number]))


def interpreter_is_arranged(case: Case) -> Point | None:
    conference = coming_meeting(case)
    asked = any(person.needs_count and Need.INTERPRETER in person.need_codes for person in case.circle.all())
    kind = conference.interpreter if conference else InterpreterKind.NONE
    if not asked and kind == InterpreterKind.NONE:
        return None
    missing = ""
    if kind == InterpreterKind.NONE:
        missing = _("Iemand heeft een tolk nodig, en er is er nog geen.")
    elif conference and not conference.interpreter_language:
        missing = _("Schrijf op in welke taal er wordt getolkt.")
    return Point("tolk", _("De tolk is geregeld"), missing, reverse("conferences:plan", args=[case.number]))


# --- the circle ---------------------------------------------------------------------------------------------


def invited(case: Case) -> set[int]:
    rows = Invitation.objects.filter(conference__case=case, person__isnull=False)
    return set(rows.values_list("person_id", flat=True))


def answered_an_invitation(case: Case) -> set[int]:
    rows = Invitation.objects.filter(conference__case=case, person__isnull=False)
    return set(rows.exclude(answer=InvitationAnswer.OPEN).values_list("person_id", flat=True))


def answered_for_a_day(case: Case) -> set[int]:
    rows = DayGuest.objects.filter(poll__case=case, person__isnull=False, answered_at__isnull=False)
    return set(rows.values_list("person_id", flat=True))


def answers_of(case: Case, user: User) -> dict[int, Answer]:
    """What everybody who is invited answered to the newest meeting, and where this reader writes it down."""
    may_write = rules.has_perm("invitation.change", user, case)
    rows = Invitation.objects.filter(conference__case=case, person__isnull=False).order_by("conference__sequence")
    held = set(case.conferences.filter(state__in=MET_STATES).values_list("pk", flat=True))
    found = {}
    for pk, conference, person, answer in rows.values_list("pk", "conference_id", "person_id", "answer"):
        may_change = may_write and conference not in held
        url = reverse("conferences:answer", args=[case.number, pk]) if may_change else ""
        found[person] = Answer(str(InvitationAnswer(answer).label), url)
    return found


def present(case: Case) -> set[int]:
    rows = Attendance.objects.filter(conference__case=case, person__isnull=False)
    return set(rows.values_list("person_id", flat=True))
