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
from ekc.links import hash_token, new_token
from ekc.refusal import Refusal

from ..reads.referrer_questions import find_question, open_question

LONGEST_ANSWER = 4000


@transaction.atomic
def ask_referrer(case: Case, *, by: User, text: str) -> ReferrerQuestion:
    """Ask the referrer one thing: the case waits, and the link to answer by is mailed.

    An earlier link of this case ends. A referrer without a mail address gets no link: `token_hash` is
    None, and the manager calls. Raises Refusal without a text, and when nothing is to be asked any more.
    """
    if not text.strip():
        raise Refusal(_("Schrijf op wat u de aanmelder wilt vragen."))
    move_case(case, "ask_referrer", by=by, reason=text.strip(), missed_on=missed_term(case), **takes_over(case, by))
    ReferrerQuestion.objects.filter(case=case, token_hash__isnull=False).update(token_hash=None)
    token = new_token() if notices.referrer_address(case) else None
    question: ReferrerQuestion = ReferrerQuestion.objects.create(
        case=case,
        text=text.strip(),
        asked_by=by,
        token_hash=hash_token(token) if token else None,
        expires_on=local_today() + dt.timedelta(days=norms.ANSWER_LINK_DAYS),
    )
    if token:
        notices.tell_of_question(question, token)
    return question


@transaction.atomic
def answer_by_link(token: str, answer: str) -> ReferrerQuestion:
    """Keep the answer, end the link, and put the case back among the new ones. Raises Refusal on a dead link."""
    found = find_question(token)
    if found is None:
        raise Refusal(_("Deze link werkt niet meer."))
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
        raise Refusal(_("Schrijf een antwoord op."))
    # Locks the case; of two answers at once the second finds that it waits for none.
    case = move_case(question.case, "receive_answer", by=by)
    question.answer, question.answered_at, question.token_hash = answer.strip(), timezone.now(), None
    question.save(update_fields=["answer", "answered_at", "token_hash"])
    if by is None:
        notices.tell_of_answer(case, question)
    return question
