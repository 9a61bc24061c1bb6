"""What the meeting adds to "klaar voor de dag", to the growth of the circle and to merging two of its people."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.checklist import Point, register_point
from cases.circle.reads.growth import register_stage
from cases.codes import Need
from cases.models import Case, CirclePerson
from cases.preparation.acts.briefing import lock_intended_plans
from cases.preparation.acts.safety import check_safety_is_decided
from cases.signals import people_merged, person_returns

from .codes import ConferenceState, InterpreterKind
from .inviting.contact_bans import bans_of_the_day, check_bans
from .models import Attendance, Conference, Invitation, Letter
from .signals import conference_starting


@receiver(conference_starting)
def safety_comes_first(*, conference: Conference, **_kwargs: Any) -> None:
    """No meeting begins, and none is written down, while a safety signal has no decision (domain.md 3.3).

    What the professionals had in mind is locked here too: from now on it is no plan beforehand (M-09).
    """
    check_safety_is_decided(conference.case)
    lock_intended_plans(conference.case)


# --- klaar voor de dag -------------------------------------------------------------------------------------


@register_point(52)
def who_may_not_meet_does_not(case: Case) -> Point | None:
    """Two people under a ban are both expected, though it was decided that they do not both come.

    A ban without a decision is missing already with the safety of the case (`cases.casepage.checklist`).
    """
    conference = _coming(case)
    pairs = [(ban.person, ban.other_one) for ban in bans_of_the_day(conference)] if conference else []
    if not pairs:
        return None
    names = "; ".join(_("%(name)s en %(other)s") % {"name": one, "other": other} for one, other in pairs)
    missing = _("Volgens het besluit komen zij niet allebei: %(names)s. Leg vast wie niet meedoet.") % {"names": names}
    url = reverse("cases:circle", args=[case.number])
    return Point("apart", _("Wie elkaar niet mag treffen, komt niet samen"), missing, url, is_obligatory=True)


@receiver(person_returns)
def no_ban_is_passed_by_returning(*, person: CirclePerson, **_kwargs: Any) -> None:
    """Who was invited before and takes part again, stands among the invited again: asked as if invited now."""
    conference = _coming(person.case)
    if conference is not None and conference.invitations.filter(person=person).exists():
        check_bans(conference, person=person)


@register_point(60)
def place_is_known(case: Case) -> Point:
    conference = _coming(case)
    missing = ""
    if conference is None or conference.planned_start is None:
        missing = _("Er is nog geen dag gekozen.")
    elif not conference.venue_name and not conference.venue_address:
        missing = _("Er is nog geen plek.")
    return Point("plek", _("Dag en plek staan vast"), missing, reverse("conferences:plan", args=[case.number]))


@register_point(70)
def food_is_arranged(case: Case) -> Point:
    conference = _coming(case)
    missing = "" if conference and conference.food else _("Schrijf op wie voor eten en drinken zorgt.")
    return Point("eten", _("Eten en drinken zijn geregeld"), missing, reverse("conferences:plan", args=[case.number]))


@register_point(80)
def interpreter_is_arranged(case: Case) -> Point | None:
    conference = _coming(case)
    asked = any(person.takes_part and Need.INTERPRETER in person.need_codes for person in case.circle.all())
    kind = conference.interpreter if conference else InterpreterKind.NONE
    if not asked and kind == InterpreterKind.NONE:
        return None
    missing = ""
    if kind == InterpreterKind.NONE:
        missing = _("Iemand heeft een tolk nodig, en er is er nog geen.")
    elif conference and not conference.interpreter_language:
        missing = _("Schrijf op in welke taal er wordt getolkt.")
    return Point("tolk", _("De tolk is geregeld"), missing, reverse("conferences:plan", args=[case.number]))


def _coming(case: Case) -> Conference | None:
    found: Conference | None = case.conferences.order_by("-sequence").first()
    return None if found is None or found.state == ConferenceState.POSTPONED else found


# --- the circle ---------------------------------------------------------------------------------------------


@register_stage("invited")
def invited(case: Case) -> set[int]:
    rows = Invitation.objects.filter(conference__case=case, person__isnull=False)
    return set(rows.values_list("person_id", flat=True))


@register_stage("present")
def present(case: Case) -> set[int]:
    rows = Attendance.objects.filter(conference__case=case, person__isnull=False)
    return set(rows.values_list("person_id", flat=True))


@receiver(people_merged)
def move_what_hangs_on_the_double(*, keep: CirclePerson, double: CirclePerson, **_kwargs: Any) -> None:
    """Invitations, attendance and letters of the double become those of who is kept.

    Where both were invited to the same meeting, or both were there, the row of the double stays with the double:
    it is history, and the database knows one of each per person.
    """
    for model in (Invitation, Attendance):
        taken = model.objects.filter(person=keep).values("conference")
        model.objects.filter(person=double).exclude(conference__in=taken).update(person=keep)
    Letter.objects.filter(person=double).update(person=keep)
