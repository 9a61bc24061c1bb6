"""Building the demo world, and who can log in there."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django.db import transaction
from django.utils import translation

import reports
from cases.models import Case, Coordinator
from ekc.accounts.models import User
from ekc.audit.source import changes_come_from
from ekc.audit.triggers import wake_triggers
from ekc.outbox.acts import run_due_rows
from ekc.outbox.codes import DueState, MessageState
from ekc.outbox.models import DueRow, Message
from ekc.turns import Turn, wait_for

from .arrival import leave_unfinished
from .backdating import Past, history_asleep
from .course import tell
from .desk import set_the_desk
from .people import ACCOUNTS, NATIONAL, Account, make_people, set_leave, settle_pilot
from .pool import ask_for_cases, make_pool, sign_and_pay
from .stories import STORIES
from .tale import Tale
from .watching import keep_watch

PILOT = Path(reports.__file__).parent / "data" / "pilot"
PILOT_NAME = "Families zelf aan zet"
# Mail of the last days still leaves, so that the letter box has something to show.
FRESH_MAILS = 16
VOG_BEFORE_FIRST_CASE = dt.timedelta(days=40)

Report = Callable[[str], None]


def is_empty() -> bool:
    """Nobody has an account and there is no case: here a demo world can be built."""
    return not (User.objects.exists() or Case.objects.exists())


def is_demo_world() -> bool:
    """The people of the demo world live here."""
    national = next(account for account in ACCOUNTS if account.key == NATIONAL)
    return bool(User.objects.filter(email=national.email).exists())


def demo_accounts() -> list[Account]:
    """The accounts that are there and open, in the order of the list."""
    there = set(User.objects.filter(is_active=True).values_list("email", flat=True))
    return [account for account in ACCOUNTS if account.email in there]


@changes_come_from("demo")
@transaction.atomic
def build_world(report: Report = lambda _line: None) -> None:
    """Build the demo world in an empty database: all of it, or nothing.

    The same seed and day give the same world. `report` gets lines of progress.
    """
    # Two at once: the second waits, and then finds that the world is there.
    wait_for(Turn.DEMO)
    if not is_empty():
        return
    wake_triggers()
    with translation.override("nl"):
        people = make_people()
        make_pool(people)
        report(f"people: {len(people.users)}")
        call_command("import_registrations", str(PILOT), programme_name=PILOT_NAME, verbosity=0)
        settle_pilot(people)
        report(f"pilot: {Case.objects.count()} closed cases")
        cases: dict[str, Case] = {}
        past = Past()
        wake_triggers()
        with past.watching():
            for story in STORIES:
                cases[story.key] = tell(Tale(story, people, past, cases))
        report(f"living cases: {len(cases)}")
        leave_unfinished(people.users)
        set_the_desk()
        _settle_people()
        sign_and_pay(people)
        ask_for_cases(people, cases)
        keep_watch(people, cases)
        _settle_what_is_due(past)
        _settle_mail()


def _settle_people() -> None:
    """A VOG is older than the first case, and who is on leave now was not when the cases came."""
    set_leave()
    for coordinator in Coordinator.objects.filter(contracts__isnull=False).distinct():
        first = coordinator.contracts.earliest("started_on").started_on
        coordinator.vog_date = first - VOG_BEFORE_FIRST_CASE
        coordinator.employers_declared_on = coordinator.vog_date
        coordinator.save(update_fields=["vog_date", "employers_declared_on"])


def _settle_what_is_due(past: Past) -> None:
    """What fell due in the story has happened, on its day: the real acts, and their stamps moved back."""
    run_due_rows()
    with history_asleep():
        for row in DueRow.objects.filter(state=DueState.DONE):
            DueRow.objects.filter(pk=row.pk).update(done_at=row.due_at)
            mails = Message.objects.filter(case_number=row.case_number, created_at__gte=past.began)
            mails.update(created_at=row.due_at, next_try_at=row.due_at)


def _settle_mail() -> None:
    """Mail of the past left on its day; only the newest few are still to be sent."""
    waiting = Message.objects.filter(state=MessageState.WAITING).order_by("-created_at", "-pk")
    fresh = list(waiting.values_list("pk", flat=True)[:FRESH_MAILS])
    with history_asleep():
        for message in waiting.exclude(pk__in=fresh):
            Message.objects.filter(pk=message.pk).update(
                state=MessageState.SENT, sent_at=message.created_at, attempts=1
            )
