"""Asking somebody else for the frame: to write it, to sign it, to test the plan; by a personal link, or by account."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.casepage.acts.ending_access import open_again
from cases.codes import FINISHED_STATES
from cases.locks import lock_case
from cases.models import Case
from cases.recipients import tell
from ekc.accounts.holding import hold_accounts
from ekc.accounts.models import User
from ekc.addresses import mail_key
from ekc.links import end_link
from ekc.outbox.acts import mail_link_again
from ekc.refusal import Refusal

from ..codes import DECIDING_TASKS, FrameState, GuestTask, PlanState, TestDecision
from ..models import FrameGuest, Plan, SafetyFrame
from ..queries import (
    current_frame,
    current_version,
    deciders_of,
    mark_of_text,
    newest_frame,
    plan_is_established,
    plan_of,
    private_time_began,
    tests_of,
)
from .guest_mails import mail_guest, tell_tester
from .testing import go_on_without


@transaction.atomic
def ask_guest(
    case: Case,
    *,
    by: User,
    task: str,
    full_name: str,
    organisation: str,
    function: str,
    email: str,
    about: str = "",
) -> FrameGuest:
    """Mail a personal link to somebody who writes the frame, signs its draft along, or tests the plan.

    Raises Refusal where that cannot be asked now, of oneself, and of who was asked already.
    """
    case = lock_case(case)
    if case.state in FINISHED_STATES:
        raise Refusal(_("Deze zaak is klaar."))
    if mail_key(email) == mail_key(by.email):
        raise Refusal(_("Dit is uw eigen mailadres. Vraag iemand anders."), at="email")
    frame = _frame_to_sign(case) if task == GuestTask.SIGNS else None
    if task == GuestTask.WRITES:
        _refuse_second_frame(case)
    if task == GuestTask.TESTS:
        _refuse_test(case)
    asked = FrameGuest.objects.filter(case=case, task=task, released_at=None, frame=frame)
    if asked.filter(email__iexact=mail_key(email)).exists():
        raise Refusal(_("Deze persoon is al gevraagd. Stuur een nieuwe link als de mail niet aankwam."), at="email")
    if task == GuestTask.TESTS:
        _refuse_known_tester(case, email)
    guest: FrameGuest = FrameGuest.objects.create(
        case=case,
        task=task,
        frame=frame,
        full_name=full_name.strip(),
        organisation=organisation.strip(),
        function=function.strip(),
        email=email,
        about=about.strip(),
        asked_by=by,
    )
    mail_guest(guest, key=f"frame-guest:{guest.pk}")
    return guest


@transaction.atomic
def ask_tester(case: Case, *, by: User, professional: User, function: str) -> FrameGuest:
    """Let a professional with an account test the plan along; they reach the case from now on, as a professional does
    (R-05), and hear that something waits. `function` is in which capacity.

    Raises Refusal where that cannot be asked now, and of who tests it already.
    """
    hold_accounts(professional)
    case = lock_case(case)
    _refuse_test(case)
    if not (professional.is_active and professional.is_professional):
        raise Refusal(_("Kies een professional met een account."), at="professional")
    if not function.strip():
        raise Refusal(_("Schrijf op in welke functie deze persoon toetst."), at="function")
    _refuse_known_tester(case, professional.email)
    open_again(case, professional, by=by)
    tester: FrameGuest = FrameGuest.objects.create(
        case=case,
        task=GuestTask.TESTS,
        user=professional,
        full_name=professional.full_name,
        organisation=str(professional.organisation or _("zonder organisatie")),
        function=function.strip(),
        email=professional.email,
        asked_by=by,
    )
    tell_tester(case, professional, about=f"asked:{tester.pk}")
    return tester


def _refuse_test(case: Case) -> None:
    if case.state in FINISHED_STATES:
        raise Refusal(_("Deze zaak is klaar."))
    if current_frame(case) is None or plan_is_established(case):
        raise Refusal(_("Iemand kan pas meetoetsen als er een veiligheidskader is, en nog geen vastgesteld plan."))


def _refuse_known_tester(case: Case, email: str) -> None:
    """One person decides once, by account or by link."""
    if mail_key(email) in {each.mail for each in deciders_of(case)}:
        raise Refusal(_("Deze persoon toetst het plan al."), at="email")


def _frame_to_sign(case: Case) -> SafetyFrame:
    frame = newest_frame(case)
    if frame is None or frame.state != FrameState.DRAFT:
        raise Refusal(_("Er is geen concept om mee te tekenen."))
    if not frame.concerns.strip() or not frame.bottom_lines.exists():
        raise Refusal(_("Schrijf eerst de zorgen en ten minste één bodem-eis op. Dan kan een teamleider meetekenen."))
    return frame


def _refuse_second_frame(case: Case) -> None:
    if newest_frame(case) is not None:
        raise Refusal(
            _(
                "Er is al een veiligheidskader. Laat wie het schrijft de eisen erbij zetten, en vraag deze persoon om "
                "het plan mee te toetsen."
            )
        )
    if private_time_began(case):
        raise Refusal(_("De besloten tijd is begonnen. Een kader dat de familie niet vooraf kende, kan er niet komen."))


@transaction.atomic
def correct_guest(guest: FrameGuest, *, by: User, email: str) -> FrameGuest:
    """Put right where the link went: it goes there afresh, and the one before is dead. Raises Refusal for one's own,
    and for that of somebody who tests already."""
    lock_case(guest.case)
    if guest.user_id is not None:
        raise Refusal(_("%(name)s heeft een account. Het mailadres staat daar.") % {"name": guest})
    if mail_key(email) == mail_key(by.email):
        raise Refusal(_("Dit is uw eigen mailadres. Vraag iemand anders."), at="email")
    if mail_key(email) == mail_key(guest.email):
        return guest
    if guest.task in DECIDING_TASKS:
        _refuse_known_tester(guest.case, email)
    guest.email = email
    guest.save(update_fields=["email"])
    mail_link_again(guest, case_number=guest.case.number)
    return guest


@transaction.atomic
def release_guest(guest: FrameGuest, *, by: User) -> FrameGuest:
    """This person need not do it any more: the link ends, and the plan goes on where the others have decided.

    Raises Refusal of who wrote the frame in force: the plan is tested on it. And of who said "nog niet" of the plan
    that waits for the others: nobody takes that away from the family.
    """
    lock_case(guest.case)
    plan = plan_of(guest.case)
    if plan is not None and _said_not_yet(guest, plan):
        raise Refusal(
            _("%(name)s heeft al besloten: nog niet. Dat besluit telt, en de familie krijgt het te lezen.")
            % {"name": guest.full_name}
        )
    return let_go_of_guest(guest)


@transaction.atomic
def let_go_of_guest(guest: FrameGuest) -> FrameGuest:
    """The same of who leaves, whatever they said: a colleague decides anew, or the others do. Raises Refusal."""
    lock_case(guest.case)
    frame = current_frame(guest.case)
    if frame is not None and frame.guest_id == guest.pk:
        raise Refusal(_("Het veiligheidskader is van deze persoon. Die moet het plan ook toetsen."))
    end_link(guest)
    guest.released_at = timezone.now()
    guest.save(update_fields=["released_at"])
    plan = plan_of(guest.case)
    if plan is not None:
        go_on_without(plan)
    return guest


def _said_not_yet(guest: FrameGuest, plan: Plan) -> bool:
    """Of the version that waits for a decision of others."""
    version = current_version(plan) if plan.state == PlanState.PRESENTED else None
    said = [test for test in tests_of(version) if test.decision == TestDecision.NOT_YET] if version else []
    return any(test.guest_id == guest.pk or (guest.user_id and test.tester_id == guest.user_id) for test in said)


@transaction.atomic
def sign_frame(guest: FrameGuest, *, mark: str, agrees: bool, remark: str = "") -> FrameGuest:
    """A team leader signs the draft along, or says what must be otherwise. `mark` is of the text that was read.

    The author hears of it. Raises Refusal when the text changed meanwhile, and without a remark where it is not signed.
    """
    lock_case(guest.case)
    frame = SafetyFrame.objects.select_for_update(of=("self",)).select_related("case", "author").get(signers=guest)
    if frame.state != FrameState.DRAFT:
        raise Refusal(_("Dit veiligheidskader is al ingediend."))
    if mark != mark_of_text(frame):
        raise Refusal(_("De tekst is intussen veranderd. Lees hem nog een keer, hieronder staat de nieuwe."))
    if not agrees and not remark.strip():
        raise Refusal(_("Schrijf op wat er anders moet."), at="remark")
    guest.signed_mark, guest.remark, guest.answered_at = mark if agrees else "", remark.strip(), timezone.now()
    guest.save(update_fields=["signed_mark", "remark", "answered_at"])
    if frame.author is not None:
        tell(
            frame.case,
            frame.author,
            key=f"frame-signed-{guest.pk}-{int(guest.answered_at.timestamp())}",
            subject=_("Er is een reactie"),
            body=_("Goedendag,\n\nEr is een reactie op een document. Log in om die te lezen:\n\n%(link)s\n"),
        )
    return guest
