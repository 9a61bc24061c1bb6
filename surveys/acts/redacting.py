"""Taking names out of what people wrote, before anybody who studies it reads it (R21; docs/adr/0036)."""

from django.db import transaction
from django.utils.translation import gettext as _

from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal

from ..models import OpenAnswer
from ..sealing import OPEN, unseal


def text_of(answer: OpenAnswer) -> str:
    """What was written, or what was left of it, of a row that was fetched for this reader."""
    return str(answer.text if answer.redacted_on else unseal(answer.sealed, purpose=OPEN))


@transaction.atomic
def redact_answer(answer: OpenAnswer, *, by: User, text: str) -> OpenAnswer:
    """Keep what may be read of an open answer; what was taken out is gone, and who did it is kept. Once. Refusal."""
    locked: OpenAnswer = OpenAnswer.objects.select_for_update().get(pk=answer.pk)
    if locked.redacted_on is not None:
        raise Refusal(_("Dit antwoord is al nagekeken."))
    locked.text, locked.sealed = text.strip(), ""
    locked.redacted_on, locked.redacted_by = local_today(), by
    locked.save(update_fields=["text", "sealed", "redacted_on", "redacted_by"])
    return locked
