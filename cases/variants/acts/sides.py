"""Both sides of a herstelconferentie before anybody is asked to come: responsibility first, then whether they want it.

Until everybody who did it was asked, and each side that goes on agreed, nobody is written to together; the one place
that knows this is `why_not_together`, and whatever sends an invitation or a question for a day asks it, by
`check_both_agreed` or by `LinkKind.held`.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.circle.acts.circle import put_back
from cases.circle.reads.contacts import spoken_to_per_group
from cases.codes import EndReason, ExclusionBy, PartyKind, Responsibility, Variant, VariantEndReason
from cases.locks import lock_case
from cases.models import Case, CirclePerson, MainPerson, Party, PartyMember
from cases.notices import tell_of_ended_part
from cases.preparation.acts.ending import end_in_activation
from cases.signals import left_the_conference, who_takes_part
from cases.workflow import MAY_END_IN_ACTIVATION_STATES
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal

from ..reads.sides import standing_of, why_not_together


@transaction.atomic
def record_responsibility(
    member: PartyMember, *, by: User, takes_responsibility: bool, note: str = "", on: dt.date | None = None
) -> PartyMember:
    """Who did it answers whether they take responsibility for it; the newest answer counts (domain.md 3.6).

    Who does not, is out at once; where nobody of a side is left, those around them are too, and their invitations
    lapse. Where nobody at all is left the preparation ends, a fase 1 case with its own reason. Who applied and the
    regional manager hear it. Who takes it after all is in again. Raises Refusal for anybody else than who did it,
    without what happened when it is denied, on a day to come, and once the preparation is over.
    """
    case = _lock_preparing(member.party.case)
    row: PartyMember = PartyMember.objects.select_for_update(of=("self",)).select_related("party").get(pk=member.pk)
    if not row.is_central or row.party.kind != PartyKind.OFFENDER:
        raise Refusal(_("Dit vraag je alleen aan wie het deed."))
    day = on or local_today()
    if day > local_today() or day < case.received_on:
        raise Refusal(_("Deze dag kan niet. Kijk de datum na."))
    if not takes_responsibility and not note.strip():
        raise Refusal(_("Schrijf op wat er gebeurde."), at="note")
    denied_before = row.denies
    row.responsibility = Responsibility.TAKES if takes_responsibility else Responsibility.DENIES
    row.responsibility_on, row.responsibility_by, row.responsibility_note = day, by, note.strip()
    row.save()
    party = Party.objects.prefetch_related("members__person", "members__main_person").get(pk=row.party_id)
    if takes_responsibility and denied_before:
        _let_in(row, party)
    elif not takes_responsibility:
        _let_out(case, row, party)
        _end_or_tell(case, row, by=by)
    return row


def _lock_preparing(case: Case) -> Case:
    locked = lock_case(case)
    if locked.variant != Variant.RESTORATIVE:
        raise Refusal(_("Dit hoort alleen bij een herstelconferentie."))
    if locked.state not in MAY_END_IN_ACTIVATION_STATES or locked.meetings_held:
        raise Refusal(
            _("Dit kan nu niet worden vastgelegd: de stand is “%(state)s”.") % {"state": locked.get_state_display()}
        )
    return locked


def _let_out(case: Case, row: PartyMember, party: Party) -> None:
    """This person, and with the last one of a side everybody on it."""
    members = list(party.members.all()) if party.is_ended else [each for each in party.members.all() if each == row]
    people = [each.person for each in members if each.person and each.person.takes_part]
    mains = [each.main_person for each in members if each.main_person and each.main_person.takes_part]
    for person in people:
        person.excluded_by, person.excluded_on = ExclusionBy.SIDE_ENDED, local_today()
        person.excluded_reason = _("%(name)s neemt geen verantwoordelijkheid.") % {"name": row}
        person.save(update_fields=["excluded_by", "excluded_on", "excluded_reason"])
    for main_person in mains:
        main_person.left_on = local_today()
        main_person.save(update_fields=["left_on"])
    if party.is_ended and party.agreed_on:
        Party.objects.filter(pk=party.pk).update(agreed_on=None, agreed_by=None, agreed_note="")
    left_the_conference.send(sender=Case, case=case, people=people, main_people=mains)
    who_takes_part.send(sender=Case, case=case)


def _let_in(row: PartyMember, party: Party) -> None:
    """Back with those around them, unless they were set aside for another reason."""
    for each in party.members.all():
        if each.person and each.person.excluded_by == ExclusionBy.SIDE_ENDED and (each == row or not each.denies):
            put_back(each.person)
        if each.main_person and (each == row or not each.denies):
            each.main_person.left_on = None
            each.main_person.save(update_fields=["left_on"])
    who_takes_part.send(sender=Case, case=party.case)


def _end_or_tell(case: Case, row: PartyMember, *, by: User) -> None:
    did_it = PartyMember.objects.filter(party__case=case, party__kind=PartyKind.OFFENDER, is_central=True)
    is_over = not did_it.exclude(responsibility=Responsibility.DENIES).exists()
    if is_over:
        end_in_activation(
            case,
            by=by,
            reason=EndReason.OTHER,
            explanation=_("Niemand die het deed, neemt verantwoordelijkheid. %(name)s: %(what)s")
            % {"name": row, "what": row.responsibility_note},
            contact_totals=spoken_to_per_group(case),
            variant_reason=VariantEndReason.NO_RESPONSIBILITY,
        )
    tell_of_ended_part(case, row, is_over=is_over)


# --- agreeing ----------------------------------------------------------------------------------------------------


@transaction.atomic
def record_agreement(party: Party, *, by: User, agrees: bool, note: str = "", on: dt.date | None = None) -> Party:
    """A side says whether it wants to meet the other one; it may change its mind until the meeting.

    Raises Refusal as long as somebody who did it was not asked about responsibility: that comes first. For a side
    that ended, on a day to come, and without who said so.
    """
    case = _lock_preparing(party.case)
    locked: Party = Party.objects.select_for_update(of=("self",)).prefetch_related("members").get(pk=party.pk)
    if not locked.is_side or locked.is_ended:
        raise Refusal(_("%(party)s doet niet mee aan deze herstelconferentie.") % {"party": locked})
    if waiting := standing_of(case).unasked:
        raise Refusal(
            _("Vraag eerst of wie het deed verantwoordelijkheid neemt: %(names)s. Daarna vraag je of zij willen.")
            % {"names": ", ".join(str(each) for each in waiting)}
        )
    day = on or local_today()
    if day > local_today() or day < case.received_on:
        raise Refusal(_("Deze dag kan niet. Kijk de datum na."))
    if agrees and not note.strip():
        raise Refusal(_("Schrijf op wie dit zei, en wat er voor deze kant nodig is."), at="note")
    locked.agreed_on, locked.agreed_by = (day, by) if agrees else (None, None)
    locked.agreed_note = note.strip()
    locked.save(update_fields=["agreed_on", "agreed_by", "agreed_note"])
    return locked


def check_both_agreed(case: Case) -> None:
    """Raise Refusal where asking people to come would bring both sides together before each of them agreed."""
    if why := why_not_together(case):
        raise Refusal(why)


def check_takes_part(somebody: CirclePerson | MainPerson) -> None:
    """Raise Refusal for who was set aside, or has no part in a herstelconferentie any more."""
    if not somebody.takes_part:
        raise Refusal(_("%(name)s doet niet mee. Neem die persoon eerst weer op in de kring.") % {"name": somebody})
