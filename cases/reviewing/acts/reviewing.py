"""What a reviewer says of a drawn reading, and signing off a month. Nobody answers for a reading of their own."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.codes import DuePurpose
from cases.models import Case
from ekc.accounts.models import User
from ekc.audit.codes import Judged
from ekc.audit.models import Drawn, ReadLine, Review, ReviewAnswer, SignedOff
from ekc.breaches.acts import record_breach
from ekc.breaches.models import Breach
from ekc.outbox.acts import cancel_due
from ekc.refusal import Refusal
from ekc.turns import Turn, wait_for


@transaction.atomic
def judge_reading(drawn: Drawn, *, by: User, judged: str, reason: str) -> ReviewAnswer:
    """Say what a reading was. One that is a leak opens a breach, with this reading in it.

    Raises Refusal for a reading of one's own, without a reason, of a month that is signed off, and where a breach was
    opened already.
    """
    _lock(drawn.review)
    if drawn.reader_id == by.pk:
        raise Refusal(_("Dit keek u zelf. Een ander moet dit nakijken."))
    if judged not in Judged.values:
        raise Refusal(_("Kies wat dit was."), at="judged")
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom."), at="reason")
    last = drawn.answers.order_by("-pk").first()
    if last is not None and last.judged == Judged.LEAK:
        raise Refusal(_("Hiervoor is al een datalek geopend. Ga daar verder."))
    breach = _open_breach(drawn, by=by, reason=reason.strip()) if judged == Judged.LEAK else None
    return ReviewAnswer.objects.create(
        drawn=drawn,
        judged=judged,
        reason=reason.strip(),
        by=by,
        at=timezone.now(),
        breach=breach.pk if breach else None,
    )


@transaction.atomic
def sign_review(review: Review, *, by: User) -> SignedOff:
    """Every drawn reading of the month was looked at; from here on the database adds nothing to it. Raises Refusal
    while one waits, and the second time."""
    _lock(review)
    if waiting := review.lines.waiting().count():
        raise Refusal(_("Nog niet elke regel is nagekeken. Er wachten er nog %(n)d.") % {"n": waiting})
    made: SignedOff = SignedOff.objects.create(review=review, by=by, at=timezone.now())
    cancel_due(DuePurpose.REVIEW_TERM, review)
    return made


def _lock(review: Review) -> None:
    """Whoever answers and whoever signs off wait for each other. Raises Refusal where it is signed off."""
    wait_for(Turn.REVIEW, of=review.pk)
    if SignedOff.objects.filter(review=review).exists():
        raise Refusal(_("Deze maand is afgetekend. Er verandert niets meer aan."))


def _open_breach(drawn: Drawn, *, by: User, reason: str) -> Breach:
    line = ReadLine.objects.filter(pk=drawn.reading).first()
    number = line.case_number if line else ""
    is_case = Case.objects.filter(number=number).exists()
    return record_breach(
        by=by,
        title=_("Gekeken zonder reden, gevonden bij de controle van het leeslog"),
        what=reason,
        found_at=timezone.now(),
        happened_at=line.at if line else None,
        case_numbers=[number] if is_case else [],
        accounts=[drawn.reader.email],
    )
