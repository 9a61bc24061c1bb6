"""The answer to a request about somebody's own data: granted, in part, or refused on a ground. Or it is taken back."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import PrivacyRequestState, RefusalGround, RightKind
from cases.models import PrivacyRequest
from cases.signals import right_granted
from cases.workflow import RIGHT_WORKFLOW
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal
from ekc.workflow import save_move

from ..reads.inzage import file_of, is_checked, is_given_out
from .granting_destruction import put_on_a_list
from .recording import lock_request
from .term_reminders import cancel_reminders


@transaction.atomic
def answer_request(asked: PrivacyRequest, *, by: User, action: str, answer: str, ground: str = "") -> PrivacyRequest:
    """Answer it: `action` is grant, grant_partly or refuse. What is granted is done by who receives `right_granted`.

    Raises Refusal without words for the letter, without a ground where not everything is granted, and while nobody
    looked over the file that would be given.
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
    if locked.kind == RightKind.DESTRUCTION and is_whole:
        put_on_a_list(locked, by=by)
    if move.target != PrivacyRequestState.REFUSED:
        right_granted.send(sender=PrivacyRequest, request=locked, by=by)
    return locked


@transaction.atomic
def withdraw_request(asked: PrivacyRequest, *, by: User) -> PrivacyRequest:
    """Whoever asked needs it no more. Raises Refusal when it was answered already."""
    locked = lock_request(asked)
    move = RIGHT_WORKFLOW.find(locked.state, "withdraw", by=by)
    save_move(locked, asked, {"state": move.target, "settled_on": local_today(), "settled_by": by})
    cancel_reminders(locked)
    return locked
