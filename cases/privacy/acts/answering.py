"""The answer to a request about somebody's own data: granted, in part, or refused on a ground. Or it is taken back."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import ConsentPurpose, ConsentWay, PrivacyRequestState, RefusalGround, RightKind
from cases.models import PrivacyRequest
from cases.signals import right_granted
from cases.workflow import RIGHT_WORKFLOW
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal
from ekc.workflow import save_move

from ..reads.inzage import file_of, is_checked, is_given_out
from ..reads.taken_out import waits_for_destruction
from .consents import not_said_yet, say_consent
from .granting_destruction import put_on_a_list
from .recording import lock_request
from .term_reminders import cancel_reminders


@transaction.atomic
def answer_request(
    asked: PrivacyRequest, *, by: User, action: str, answer: str, ground: str = "", purposes: Iterable[str] = ()
) -> PrivacyRequest:
    """Answer it: `action` is grant, grant_partly or refuse. What is granted is done by who receives `right_granted`.

    Of a withdrawal of consent that is granted `purposes` say for what, in the register. Raises Refusal without words
    for the letter, without a ground where not everything is granted, without a purpose, and while nobody looked over
    the file that would be given.
    """
    locked = lock_request(asked)
    move = RIGHT_WORKFLOW.find(locked.state, action, by=by)
    if not answer.strip():
        raise Refusal(_("Schrijf het antwoord op. Het komt in de brief."), at="answer")
    is_whole = move.target == PrivacyRequestState.GRANTED
    if not is_whole and ground not in RefusalGround.values:
        raise Refusal(_("Kies waarom niet alles wordt gegeven."), at="ground")
    if move.target != PrivacyRequestState.REFUSED and is_given_out(locked) and not is_checked(locked, file_of(locked)):
        raise Refusal(_("Kijk eerst het dossier na dat u geeft. Dat kan op de bladzijde van dit verzoek."))
    values = {"state": move.target, "answer": answer.strip(), "ground": "" if is_whole else ground}
    save_move(locked, asked, {**values, "settled_on": local_today(), "settled_by": by})
    cancel_reminders(locked)
    if waits_for_destruction(locked):
        put_on_a_list(locked, by=by)
    if move.target != PrivacyRequestState.REFUSED:
        right_granted.send(sender=PrivacyRequest, request=locked, by=by)
        _say_in_the_register(locked, by=by, purposes=purposes)
    return locked


def _say_in_the_register(granted: PrivacyRequest, *, by: User, purposes: Iterable[str]) -> None:
    """What a main person, or who speaks for one, wants no more is a word in the register, with what follows from it."""
    chosen = [ConsentPurpose.RESEARCH] if granted.kind == RightKind.OBJECTION else purposes
    if granted.kind not in (RightKind.OBJECTION, RightKind.CONSENT) or granted.main_person is None:
        return
    who = {"said_as": granted.asked_as, "said_by": granted.asked_by}
    chosen = list(chosen)
    left = not_said_yet(granted.main_person, chosen, gives=False, **who)
    if chosen and not left:
        # They said so by another way while the request waited.
        return
    say_consent(
        granted.main_person,
        by=by,
        gives=False,
        purposes=left,
        **who,
        way=ConsentWay.REQUEST,
        said_on=granted.received_on,
        told_age=granted.age,
    )


@transaction.atomic
def withdraw_request(asked: PrivacyRequest, *, by: User) -> PrivacyRequest:
    """Whoever asked needs it no more; of a destruction that was granted also later, until the night in which it is
    done: the list then leaves it. Raises Refusal when anything else was answered already."""
    locked = lock_request(asked)
    move = RIGHT_WORKFLOW.find(locked.state, "withdraw", by=by)
    if not locked.is_open and not waits_for_destruction(locked):
        raise Refusal(_("Dit verzoek is al beantwoord. Wat is gegeven, is niet meer terug te nemen."))
    values = {"state": move.target, "ground": "", "settled_on": local_today(), "settled_by": by}
    save_move(locked, asked, values)
    cancel_reminders(locked)
    return locked
