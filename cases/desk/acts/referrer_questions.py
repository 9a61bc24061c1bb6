"""Asking the referrer for more, and the answer by a link without an account (domain.md 3.1, move 2)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import norms, notices
from cases.casepage.next_step import missed_term
from cases.codes import CaseState
from cases.keepers import takes_over
from cases.models import Case, ReferrerQuestion
from cases.moves import move_case
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.links import end_link, opened, renew_link
from ekc.refusal import Refusal

from ..reads.referrer_questions import open_question

LONGEST_ANSWER = 4000


@transaction.atomic
def ask_referrer(case: Case, *, by: User, text: str) -> ReferrerQuestion:
    """Ask the referrer one thing: the case waits, and the link to answer by is mailed.

    An earlier link of this case ends. A referrer without a mail address gets no link: `token_hash` is
    None, and the manager calls. Raises Refusal without a text, and when nothing is to be asked any more.
    """
    if not text.strip():
        raise Refusal(_("Schrijf op wat u de aanmelder wilt vragen."), at="text")
    move_case(case, "ask_referrer", by=by, reason=text.strip(), missed_on=missed_term(case), **takes_over(case, by))
    for earlier in ReferrerQuestion.objects.select_for_update().filter(case=case, answered_at__isnull=True):
        end_link(earlier)
    question: ReferrerQuestion = ReferrerQuestion.objects.create(
        case=case,
        text=text.strip(),
        asked_by=by,
        expires_on=local_today() + dt.timedelta(days=norms.ANSWER_LINK_DAYS),
    )
    if to := notices.referrer_address(case):
        notices.tell_of_question(question, renew_link(question, to=to))
    return question


@transaction.atomic
def answer_by_link(token: str, answer: str) -> ReferrerQuestion:
    """Keep the answer, and put the case back among the new ones; an answer that is sent again changes nothing.

    Raises Refusal on a dead link.
    """
    found: ReferrerQuestion | None = opened(ReferrerQuestion, token)
    if found is None:
        raise Refusal(_("Deze link werkt niet meer: hij is verlopen of vervangen."))
    if found.answered_at is not None:
        return found
    return _keep(found, answer, by=None)


@transaction.atomic
def record_answer(case: Case, *, by: User, answer: str) -> ReferrerQuestion:
    """The manager writes down what the referrer said, by telephone. Raises Refusal when nothing was asked."""
    found = open_question(case)
    if found is None or case.state != CaseState.ASKED:
        raise Refusal(_("Er staat geen vraag aan de aanmelder open."))
    return _keep(found, answer, by=by)


def _keep(question: ReferrerQuestion, answer: str, *, by: User | None) -> ReferrerQuestion:
    if not answer.strip():
        raise Refusal(_("Schrijf een antwoord op."), at="answer")
    # Locks the case; of two answers at once the second finds that it waits for none.
    case = move_case(question.case, "receive_answer", by=by)
    question.answer, question.answered_at = answer.strip(), timezone.now()
    question.save(update_fields=["answer", "answered_at"])
    if by is None:
        notices.tell_of_answer(case, question)
    return question
