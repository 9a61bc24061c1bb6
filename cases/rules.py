"""Rights on a file: what the matrix gives the role, and what the state of the case allows now.

Whether the file is this person's at all was decided by `for_user` before any of these is asked.
Permissions on rows of a case take the row or the case itself: `case_of` finds the case.
"""

from typing import Any

import rules

from ekc.accounts.codes import Role
from ekc.accounts.matrix import Subject
from ekc.accounts.models import User
from ekc.accounts.rules import may

from .codes import (
    BEFORE_FIRST_MEETING_STATES,
    COORDINATOR_WRITES_STATES,
    DESK_STATES,
    FINISHED_STATES,
    OFFICE_COMPLETES_STATES,
    WORK_LOGGED_STATES,
)
from .models import Case


def case_of(obj: Any) -> Case:
    """The case of a row of a file, along whichever path it hangs on it."""
    while not isinstance(obj, Case):
        for name in ("case", "conference", "plan", "version", "frame", "call", "invitation", "poll", "party"):
            if hasattr(obj, name):
                obj = getattr(obj, name)
                break
        else:
            raise TypeError(f"{type(obj).__name__} belongs to no case.")
    return obj


@rules.predicate
def case_is_open(user: User, obj: Any) -> bool:
    return case_of(obj).state not in FINISHED_STATES


@rules.predicate
def case_awaits_decision(user: User, obj: Any) -> bool:
    return case_of(obj).state in DESK_STATES


@rules.predicate
def coordinator_may_write(user: User, obj: Any) -> bool:
    return case_of(obj).state in COORDINATOR_WRITES_STATES


@rules.predicate
def is_asked(user: User, obj: Any) -> bool:
    """The offer was made to this person."""
    return bool(obj.coordinator.user_id == user.pk)


@rules.predicate
def runs_the_pool(user: User, obj: Any = None) -> bool:
    """Who looks after coordinators: the office, not the coordinator."""
    return user.role in (Role.REGIONAL_MANAGER, Role.NATIONAL)


@rules.predicate
def variant_may_change(user: User, obj: Any) -> bool:
    return case_of(obj).state in BEFORE_FIRST_MEETING_STATES


@rules.predicate
def office_may_complete(user: User, obj: Any) -> bool:
    return case_of(obj).state in OFFICE_COMPLETES_STATES


office_completes = may(Subject.REFERRAL, "U") & office_may_complete
"""The regional manager writes down what was forgotten; what is written down so, is marked."""


@rules.predicate
def work_may_be_logged(user: User, obj: Any) -> bool:
    return case_of(obj).state in WORK_LOGGED_STATES


def can(user: Any, permission: str, case: Case) -> bool:
    """Say whether this person may do this with a case that was fetched for them; for showing a button or not."""
    return bool(rules.has_perm(permission, user, case))


def may_manage(user: Any) -> bool:
    """Say whether this person checks profiles: VOG, trainings, regions, what the training cost."""
    return bool(rules.has_perm("profile.manage", user))


PERMISSIONS = {
    "referral.create": may(Subject.REFERRAL, "C"),
    "worklist.view": may(Subject.KEEPING, "R"),
    # An aanmelding by telephone: the regional manager's.
    "referral.by_telephone": may(Subject.CONTRACT, "C"),
    "case.view": may(Subject.REFERRAL, "R"),
    "case.decide": may(Subject.REFERRAL, "U") & case_awaits_decision,
    "case.manage": may(Subject.REFERRAL, "U") & case_is_open,
    # Acts of the coordinator, some of which the regional manager may do too: the table of moves says which, and when.
    "case.work": (may(Subject.CIRCLE, "U") | may(Subject.REFERRAL, "U")) & case_is_open,
    # Draft questions are worded with the referrer, before there is a coordinator (domain.md 3.5).
    "question.change": (may(Subject.CIRCLE, "U") & coordinator_may_write)
    | (may(Subject.REFERRAL, "U") & case_awaits_decision),
    "main_person.change": may(Subject.CIRCLE, "U") & coordinator_may_write,
    # Who the main persons are, as long as the case is not over: coordinator and regional manager alike.
    "main_person.correct": (may(Subject.CIRCLE, "U") | may(Subject.REFERRAL, "U")) & case_is_open,
    # Whoever hears that the family may be called writes it down.
    "consent.record": (may(Subject.CIRCLE, "U") | may(Subject.REFERRAL, "U")) & case_is_open,
    # Decisions on an aanmelding: the table of moves says which, and when.
    "case.triage": may(Subject.REFERRAL, "U"),
    "case.transfer": may(Subject.KEEPING, "U") & case_is_open,
    # A professional who will write the veiligheidskader.
    "account.invite": may(Subject.REFERRAL, "U") & case_is_open,
    "offer.record": may(Subject.REFERRAL, "C"),
    "advice.record": may(Subject.CONTRACT, "C"),
    "my_referrals.view": may(Subject.FRAME, "C"),
    # A professional says that they work on it no more.
    "access.end": may(Subject.FRAME, "C"),
    "case.readers": may(Subject.REFERRAL, "U"),
    "my_cases.view": may(Subject.CIRCLE, "C"),
    "contract.view": may(Subject.CONTRACT, "R"),
    "contract.change": may(Subject.CONTRACT, "U"),
    "coordinator_request.answer": may(Subject.CONTRACT, "R") & is_asked,
    "own_profile.view": may(Subject.CIRCLE, "C"),
    "profile.view": may(Subject.PROFILE, "R"),
    "profile.change": may(Subject.PROFILE, "U"),
    # What the office checks: VOG, trainings, regions, what the training cost.
    "profile.manage": may(Subject.PROFILE, "U") & runs_the_pool,
    "pool.view": may(Subject.PROFILE, "R") & runs_the_pool,
    # Which kind of conference it is: the regional manager with who applied, until the day itself.
    "variant.change": may(Subject.REFERRAL, "U") & variant_may_change,
    # The name under which an Alle Hens stands everywhere: put right by whoever sees that it is wrong.
    "group.change": (may(Subject.CIRCLE, "U") | may(Subject.REFERRAL, "U")) & case_is_open,
    "circle.view": may(Subject.CIRCLE, "R"),
    "circle.change": may(Subject.CIRCLE, "U") & coordinator_may_write,
    # The regional manager decides about safety too.
    "safety.view": may(Subject.SAFETY, "R"),
    "safety.record": may(Subject.SAFETY, "C") & coordinator_may_write,
    "safety.decide": may(Subject.SAFETY, "U") & coordinator_may_write,
    "intended_plan.write": may(Subject.INTENDED_PLAN, "C") & case_is_open,
    "intended_plans.read": may(Subject.INTENDED_PLAN, "R") & ~may(Subject.INTENDED_PLAN, "C"),
    "contacts.change": may(Subject.CIRCLE, "U") & coordinator_may_write,
    # Hours are no part of the registration: they may be written down until the case is closed, by the office too.
    "work.log": (may(Subject.CIRCLE, "U") | may(Subject.REFERRAL, "U")) & work_may_be_logged,
    # What people ask about what is kept of them, also of a file that is over.
    "privacy.view": may(Subject.PRIVACY, "R"),
    "privacy.record": may(Subject.PRIVACY, "C"),
    "privacy.answer": may(Subject.PRIVACY, "U"),
    # What the family consents to, also of a case that is over: research goes on after it.
    "consent.view": may(Subject.CONSENT, "R"),
    "consent.note": may(Subject.CONSENT, "C"),
    # Speaking with a family that does not want to go on is the regional manager's.
    "consent.talk": may(Subject.CONSENT, "U") & may(Subject.PRIVACY, "U"),
    "case.reopen": may(Subject.REFERRAL, "U") | may(Subject.CIRCLE, "U"),
}
for _name, _predicate in PERMISSIONS.items():
    rules.add_perm(_name, _predicate)
