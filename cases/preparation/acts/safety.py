"""Signals and contact bans: nothing is waved away, each leads to a decision with the regional manager (3.3)."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.codes import PEOPLE_BAN_SOURCES, SafetyMeasure
from cases.keepers import keepers_of
from cases.locks import lock_writable
from cases.models import Case, CirclePerson, ContactBan, MainPerson, SafetySignal
from cases.notices import tell_of_safety_decision, tell_of_safety_signal
from cases.queries import undecided_signals
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal

from ..reads.safety import _pk_of, contact_bans_between, sides_of_people

# --- signals ---------------------------------------------------------------------------------------------


@transaction.atomic
def report_signal(case: Case, *, by: User, signalled_by: str, about: str) -> SafetySignal:
    """Write down a worry about somebody's safety; the regional manager gets a mail at once. Raises Refusal."""
    case = lock_writable(case)
    if not signalled_by.strip() or not about.strip():
        raise Refusal(_("Schrijf op wat de zorg is, en van wie."), at=("about", "signalled_by"))
    signal: SafetySignal = SafetySignal.objects.create(
        case=case, reported_by=by, signalled_by=signalled_by.strip(), about=about.strip()
    )
    tell_of_safety_signal(signal)
    return signal


@transaction.atomic
def decide_signal(
    signal: SafetySignal, *, by: User, measures: Iterable[str], decision: str, decided_with: User | None = None
) -> SafetySignal:
    """Record what was decided about a signal; a later decision replaces it, and the history keeps both.

    `measures` are codes of SafetyMeasure, at least one. A regional manager decides as themselves; a coordinator
    says with which regional manager of the case's region. Raises Refusal.
    """
    lock_writable(signal.case)
    chosen = list(measures)
    if not chosen or set(chosen) - set(SafetyMeasure.values):
        raise Refusal(_("Kies ten minste één maatregel, of “Geen maatregel nodig”."), at="measures")
    if SafetyMeasure.NONE_NEEDED in chosen and len(chosen) > 1:
        raise Refusal(_("Kies “Geen maatregel nodig” alleen als er geen andere maatregel is."), at="measures")
    locked: SafetySignal = SafetySignal.objects.select_for_update().get(pk=signal.pk)
    locked.measures = chosen
    _decide(locked, by=by, decision=decision, decided_with=decided_with)
    locked.save(update_fields=["measures", "decision", "decided_with", "decided_at"])
    tell_of_safety_decision(locked, by=by)
    return locked


def check_safety_is_decided(case: Case) -> None:
    """Raise Refusal as long as a signal has no decision, or as the decision is that it cannot go on."""
    if undecided_signals(case).exists():
        raise Refusal(
            _(
                "Er is een signaal over veiligheid zonder besluit. Neem het besluit samen met de regiomanager, "
                "en leg het vast bij Voorbereiding."
            )
        )
    if any(signal.forbids_the_day for signal in case.safety_signals.all()):
        raise Refusal(
            _(
                "Over een signaal is besloten dat het zo niet kan doorgaan. Overleg met de regiomanager, "
                "en leg het nieuwe besluit vast bij Voorbereiding."
            )
        )


# --- contact bans ------------------------------------------------------------------------------------------


@transaction.atomic
def record_ban(
    person: CirclePerson,
    *,
    by: User,
    source: str,
    other: CirclePerson | None = None,
    other_main: MainPerson | None = None,
    until: dt.date | None = None,
    note: str = "",
) -> ContactBan:
    """Two people may not meet: `person` and one of `other` and `other_main`. Raises Refusal."""
    case = lock_writable(person.case)
    second = other or other_main
    if second is None or (other is not None and other_main is not None) or second == person:
        raise Refusal(_("Kies twee verschillende personen."), at="other")
    if second.case_id != case.pk:
        raise Refusal(_("Deze persoon hoort niet bij deze zaak."))
    if source not in PEOPLE_BAN_SOURCES:
        raise Refusal(_("Kies waar het contactverbod op rust."), at="source")
    if until is not None and until < local_today():
        raise Refusal(_("Dit contactverbod is al voorbij. Kijk de datum na."), at="until")
    if contact_bans_between(case, people={person.pk, other.pk if other else None}, main_people=_pk_of(other_main)):
        raise Refusal(_("Dit contactverbod staat er al."))
    ban: ContactBan = ContactBan.objects.create(
        case=case,
        person=person,
        other=other,
        other_main=other_main,
        source=source,
        until=until,
        note=note.strip(),
        recorded_by=by,
    )
    return ban


@transaction.atomic
def decide_ban(
    ban: ContactBan, *, by: User, may_both_come: bool, decision: str, decided_with: User | None = None
) -> ContactBan:
    """Record how two people under a ban take part: both in the room, or one of them in another way. Raises Refusal."""
    lock_writable(ban.case)
    locked: ContactBan = ContactBan.objects.select_for_update().get(pk=ban.pk)
    locked.may_both_come = may_both_come
    _decide(locked, by=by, decision=decision, decided_with=decided_with)
    locked.save(update_fields=["may_both_come", "decision", "decided_with", "decided_at"])
    tell_of_safety_decision(locked, by=by)
    return locked


@transaction.atomic
def lift_ban(ban: ContactBan, *, by: User, reason: str, decided_with: User | None = None) -> ContactBan:
    """The ban no longer holds: both may come, which is a decision with the regional manager like any other.

    It stays on the list, with why and with whom. Raises Refusal.
    """
    lock_writable(ban.case)
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom het contactverbod niet meer geldt."), at="reason")
    locked: ContactBan = ContactBan.objects.select_for_update().get(pk=ban.pk)
    if locked.lifted_on is not None:
        raise Refusal(_("Dit contactverbod is al opgeheven."))
    locked.lifted_on, locked.lifted_reason, locked.may_both_come = local_today(), reason.strip(), True
    _decide(locked, by=by, decision=reason, decided_with=decided_with)
    locked.save()
    tell_of_safety_decision(locked, by=by)
    return locked


def check_invited_together(
    case: Case,
    *,
    person: CirclePerson | None = None,
    main_person: MainPerson | None = None,
    with_people: Iterable[int] = (),
    with_main_people: Iterable[int] = (),
) -> None:
    """Raise Refusal when inviting this one brings two people under a ban together.

    `with_people` and `with_main_people` are the ids of who is invited already. Only a recorded decision that
    both may come lets the invitation through.
    """
    people, main_people = {*with_people, *_pk_of(person)}, {*with_main_people, *_pk_of(main_person)}
    own = sides_of_people(case, people=_pk_of(person), main_people=_pk_of(main_person))
    for ban in contact_bans_between(case, people=people, main_people=main_people):
        is_theirs = person is not None and person in (ban.person, ban.other)
        is_theirs = is_theirs or (main_person is not None and main_person == ban.other_main)
        if not is_theirs and own.isdisjoint({ban.party_id, ban.other_party_id}):
            continue  # They were brought together before, not by this invitation.
        if ban.may_both_come:
            continue
        if ban.is_decided:
            sentence = _(
                "Tussen %(name)s en %(other)s geldt een contactverbod. Met de regiomanager is besloten dat zij "
                "niet allebei komen."
            )
        else:
            sentence = _(
                "Tussen %(name)s en %(other)s geldt een contactverbod. Overleg eerst met de regiomanager "
                "op welke manier zij kunnen meedoen, en leg het besluit vast bij Voorbereiding."
            )
        raise Refusal(sentence % {"name": ban.one, "other": ban.other_one})


def _decide(row: SafetySignal | ContactBan, *, by: User, decision: str, decided_with: User | None) -> None:
    if not decision.strip():
        raise Refusal(_("Schrijf op wat er is besloten."), at="decision")
    manager = decided_with if by.is_coordinator else by
    if manager is None or not keepers_of(row.case).filter(pk=manager.pk).exists():
        raise Refusal(_("Kies met welke regiomanager dit is besloten."), at="decided_with")
    row.decision, row.decided_with, row.decided_at = decision.strip(), manager, timezone.now()
