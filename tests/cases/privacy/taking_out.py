"""Asking, deciding and carrying out that one person goes out of a file."""

from contextlib import contextmanager

from cases.codes import AskedAs, CaseState, RightKind, Verdict
from cases.models import Case, PrivacyRequest
from cases.privacy.acts.answering import answer_request
from cases.privacy.acts.taking_out import decide_texts
from cases.privacy.reads.taken_out import preview_of, takes_out
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.retention.acts.lists import approve_list, carry_out_lists
from ekc.retention.models import DestructionList
from tests.factories import (
    make_privacy_request,
)


def asks(person, by, **fields):
    return make_privacy_request(
        person, by=by, **{"kind": RightKind.DESTRUCTION, "asked_as": AskedAs.SELF, "age": 44, **fields}
    )


def decide(asked, by, verdict=Verdict.MASKED, words="", also=""):
    asked = PrivacyRequest.objects.get(pk=asked.pk)
    if also:
        decide_texts(asked, by=by, also_called=also, verdicts={})
        asked.refresh_from_db()
    waiting = preview_of(asked).waiting if takes_out(asked) else []
    if waiting:
        decide_texts(asked, by=by, also_called=also, verdicts=dict.fromkeys(waiting, (verdict, words)))
    return len(waiting)


def grant(asked, by, action="grant", **fields):
    asked = PrivacyRequest.objects.get(pk=asked.pk)
    return answer_request(asked, by=by, action=action, answer="U gaat uit het dossier.", **fields)


def carried_out(lena):
    Message.objects.filter(to=lena.email).delete()
    approve_list(DestructionList.objects.get(), by=lena)
    return carry_out_lists()


@contextmanager
def under_way(file):
    """Within this a file that is over may be written in, as it was before."""
    Case.objects.filter(pk=file.pk).update(state=CaseState.ACTIVATION, closed_on=None)
    yield
    Case.objects.filter(pk=file.pk).update(state=CaseState.CLOSED, closed_on=local_today())
