"""Requests of people about what is kept of them."""

from typing import Any

from cases.codes import AskedAs, IdentityCheck, PrivacyRequestState, RightKind, Verdict
from cases.models import CirclePerson, MainPerson, OwnStatement, PrivacyRequest
from cases.privacy.acts.answering import answer_request
from cases.privacy.acts.looking_over import finish_check, judge_passages
from cases.privacy.acts.own_statements import record_statement
from cases.privacy.acts.recording import record_request
from cases.privacy.reads.inzage import file_of
from cases.privacy.reads.own_statements import WHOLE_FILE
from ekc.accounts.models import User
from ekc.dates import local_today


def make_privacy_request(
    of_whom: MainPerson | CirclePerson, *, by: User, answered: bool = False, **fields: Any
) -> PrivacyRequest:
    """A parent asks today for a child of eight, unless it is said otherwise. `answered`: granted in part. Who asks the
    same twice while it waits has one request."""
    kind = fields.get("kind", RightKind.CORRECTION)
    whose = "person" if isinstance(of_whom, CirclePerson) else "main_person"
    waiting = PrivacyRequest.objects.filter(kind=kind, state=PrivacyRequestState.OPEN, **{whose: of_whom}).first()
    asked = waiting or record_request(
        of_whom.case,
        of_whom,
        by=by,
        **{
            "kind": RightKind.CORRECTION,
            "asked_as": AskedAs.PARENT,
            "asked_by": "Moeder",
            "paper": "Gezagsregister",
            "identity": IdentityCheck.DOCUMENT,
            "received_on": local_today(),
            "age": 8,
            **fields,
        },
    )
    if answered:
        answer_request(asked, by=by, action="grant_partly", ground="rechten_van_anderen", answer="Een deel krijgt u.")
    return asked


def make_statement(
    of_whom: MainPerson | CirclePerson,
    *,
    by: User,
    about: str = WHOLE_FILE,
    text: str = "Zo ging het niet.",
    **fields: Any,
) -> OwnStatement:
    """Said of the whole file, on a correction that was granted in part, unless it is said otherwise."""
    asked = make_privacy_request(of_whom, by=by, answered=True, **fields)
    return record_statement(asked, by=by, text=text, about=about)


def looked_over(asked: PrivacyRequest, *, by: User, verdict: str = Verdict.MASKED) -> PrivacyRequest:
    """Somebody looked at every text of the file that goes out, and said that it is right."""
    # As a page finds it: who it is about may have got another name since.
    asked = PrivacyRequest.objects.get(pk=asked.pk)
    waiting = file_of(asked).open_
    if waiting:
        judge_passages(asked, by=by, verdicts=dict.fromkeys(waiting, verdict))
    return finish_check(asked, by=by)
