"""Looking over what goes out of a file: text by text what mentions somebody else, and then that it is right."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.codes import OF_INZAGE
from cases.models import InzageVerdict, PrivacyRequest
from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..reads.inzage import file_of, is_given_out
from ..reads.passages import Passage
from .recording import lock_request


@transaction.atomic
def judge_passages(asked: PrivacyRequest, *, by: User, verdicts: Mapping[Passage, str]) -> int:
    """Decide on these texts, each by its words of now; how many. Raises Refusal when none was decided on, and for a
    request that has an answer or gives no file."""
    locked = _lock_open(asked)
    if not verdicts:
        raise Refusal(_("Kies bij minstens één tekst wat ermee gebeurt."))
    for passage, verdict in verdicts.items():
        if verdict not in OF_INZAGE:
            raise Refusal(_("Kies uit de lijst."))
        table, row_key, column = passage.key
        InzageVerdict.objects.update_or_create(
            request=locked,
            table=table,
            row_key=row_key,
            column=column,
            defaults={"text_key": passage.text_key, "verdict": verdict, "words": "", "by": by},
        )
    _forget_check(locked)
    return len(verdicts)


@transaction.atomic
def finish_check(asked: PrivacyRequest, *, by: User) -> PrivacyRequest:
    """Say that what goes out is right. It holds for the file as it is now: what changes after it is looked at anew.

    Raises Refusal while there is a text of which nobody decided.
    """
    locked = _lock_open(asked)
    file = file_of(locked)
    if file.open_:
        raise Refusal(_("Er zijn nog teksten waar u niets over koos. Bekijk die eerst."))
    locked.checked_at, locked.checked_by, locked.checked_key = timezone.now(), by, file.key
    locked.save(update_fields=["checked_at", "checked_by", "checked_key"])
    return locked


def _lock_open(asked: PrivacyRequest) -> PrivacyRequest:
    locked = lock_request(asked)
    if not is_given_out(locked):
        raise Refusal(_("Bij dit verzoek hoort geen dossier om te geven."))
    if not locked.is_open:
        raise Refusal(_("Dit verzoek is al beantwoord."))
    return locked


def _forget_check(asked: PrivacyRequest) -> None:
    asked.checked_at, asked.checked_by, asked.checked_key = None, None, ""
    asked.save(update_fields=["checked_at", "checked_by", "checked_key"])
