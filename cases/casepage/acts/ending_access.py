"""A professional reads a case no more, and can be let in again (docs/adr/0055)."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import LIVING_STATES, AccessOver
from cases.locks import lock_case, lock_cases
from cases.models import Case, EndedAccess
from cases.notices import tell_of_ended_access
from cases.querysets import cases_of_professional, ended_accesses
from cases.signals import access_ended
from ekc.accounts.models import Organisation, User
from ekc.dates import local_today
from ekc.refusal import Refusal

from ..reads.ended_access import answers_for_safety


@transaction.atomic
def stop_working_on(case: Case, *, by: User) -> EndedAccess:
    """A professional says that they work on this case no more: at once they read nothing of it, and the regional
    manager hears it. Said twice, it is said once."""
    locked = lock_case(case)
    known: EndedAccess | None = ended_accesses().filter(case=locked, user=by).first()
    return known or _end(locked, by, why=AccessOver.STOPPED, by=by)


@transaction.atomic
def end_after_move(person: User, *, by: User, former: Organisation | None) -> list[str]:
    """Somebody works for another organisation: the cases that were theirs at `former` close for them.

    Who turns out to work at an earlier one after all, reads those of there again. Returns the numbers of the cases
    under way that have nobody for the veiligheidskader now.
    """
    gone = ended_accesses().filter(user=person).order_by()
    theirs = Case.objects.filter(cases_of_professional(person), destroyed_on=None).exclude(pk__in=gone.values("case"))
    # Before those of the other organisation open again.
    left = list(theirs.order_by().values_list("pk", flat=True).distinct()) if former is not None else []
    _let_in_where_they_work_again(person, by=by)
    cases = lock_cases(left)
    for case in cases:
        _end(case, person, why=AccessOver.MOVED, by=by, former=former)
    return sorted(case.number for case in cases if answers_for_safety(case, person.pk))


@transaction.atomic
def let_in_again(ended: EndedAccess, *, by: User) -> None:
    """The regional manager lets a professional read the case again. Raises Refusal for a closed account, or for
    somebody who is no professional any more."""
    case = lock_case(ended.case)
    if not (ended.user.is_active and ended.user.is_professional):
        raise Refusal(_("Deze persoon heeft geen account als professional meer."))
    open_again(case, ended.user, by=by)


def end_for_family(case: Case, user: User, *, by: User | None) -> EndedAccess:
    """The family of a locked case shares with this professional no more, by somebody's word or by an own link."""
    known: EndedAccess | None = ended_accesses().filter(case=case, user=user).first()
    return known or _end(case, user, why=AccessOver.FAMILY, by=by)


def give_back_for_family(case: Case, user: User, *, by: User | None) -> None:
    """The family shares again: what ended by its word opens, and nothing that ended for another reason."""
    ended = ended_accesses().filter(case=case, user=user, why=AccessOver.FAMILY)
    ended.update(given_back_on=local_today(), given_back_by=by)


def open_again(case: Case, user: User, *, by: User) -> None:
    """Whoever is asked to do something in a locked case, reads it from now on, also when that had ended."""
    ended_accesses().filter(case=case, user=user).update(given_back_on=local_today(), given_back_by=by)


def _let_in_where_they_work_again(person: User, *, by: User) -> None:
    back = ended_accesses().filter(user=person, why=AccessOver.MOVED, organisation=person.organisation_id)
    if person.organisation_id is not None:
        back.update(given_back_on=local_today(), given_back_by=by)


def _end(
    case: Case, user: User, *, why: AccessOver, by: User | None, former: Organisation | None = None
) -> EndedAccess:
    ended: EndedAccess = EndedAccess.objects.create(
        case=case, user=user, why=why, organisation=former, ended_on=local_today(), ended_by=by
    )
    if case.state in LIVING_STATES:
        tell_of_ended_access(ended)
    access_ended.send(sender=Case, case=case, user=user, by=by)
    return ended
