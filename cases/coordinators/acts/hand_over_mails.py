"""Who hears that another coordinator goes on with a case. Mails hold nothing of the case."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cases.models import Case, CaseMove, CoordinatorContract, MainPerson
from cases.notices import news_for_referrer
from cases.queries import main_persons_in
from cases.recipients import Post, inform, tell
from cases.spoken_languages import page_language_of
from ekc.accounts.models import User
from ekc.outbox.acts import queue_message
from ekc.phones import phone_text

from ..reads.introduction import mail_address_of


def tell_of_hand_over(contract: CoordinatorContract, former: CoordinatorContract | None) -> None:
    """Tell who gets the case, who had it, the referrer with an account, and the family where mail is their way."""
    case = contract.case
    tell(
        case,
        contract.coordinator.user,
        key=f"took-over:{contract.pk}:coordinator",
        subject=_("Er staat een lopende zaak voor je klaar"),
        body=_("Hallo,\n\nJe neemt een lopende zaak over. Log in en lees wat je als eerste doet:\n\n%(link)s\n"),
    )
    if former is not None:
        body = _(
            "Hallo,\n\nIemand anders gaat verder met een zaak van je. Je hoeft er niets meer aan te doen. Dank je!\n"
        )
        key = f"took-over:{contract.pk}:former"
        inform(case, former.coordinator.user, key=key, subject=_("Een zaak is overgenomen"), body=body)
    if case.referrer.user is not None:
        subject, body = news_for_referrer()
        tell(case, case.referrer.user, key=f"took-over:{contract.pk}:referrer", subject=subject, body=body)
    for person in main_persons_in(case):
        if address := mail_address_of(person):
            _tell_family(contract, person, address)


def _tell_family(contract: CoordinatorContract, person: MainPerson, address: str) -> None:
    with translation.override(page_language_of(person)):
        subject, body = news_for_family(contract.coordinator.user)
    queue_message(
        key=f"took-over:{contract.pk}:family:{person.pk}",
        to=address,
        subject=subject,
        body=body,
        case_number=contract.case.number,
        region_id=contract.case.region_id,
        about=person,
    )


def news_for_family(coordinator: User) -> tuple[str, str]:
    """Who goes on, in the language that is spoken now; not a word of why, and none of the case."""
    body = _(
        "Goedendag,\n\nVanaf nu heeft u contact met iemand anders van ons: %(name)s. Wat is afgesproken, blijft zo. "
        "U wordt binnenkort gebeld of bezocht.\n"
    )
    words = body % {"name": coordinator.full_name}
    if coordinator.phone:
        words += _("\nVragen? Bel %(phone)s.\n") % {"phone": phone_text(coordinator.phone)}
    return _("Er is nieuws voor u"), words


def tell_of_leaving(case: Case, move: CaseMove) -> None:
    """A coordinator cannot go on, and the case goes on: the office finds somebody else now."""
    tell(
        case,
        Post.MANAGER,
        key=f"leaves:{move.pk}",
        subject=_("Een lopende zaak heeft een andere coördinator nodig"),
        body=_(
            "Goedendag,\n\nEen coördinator kan niet verder met een lopende zaak. "
            "Log in en kies wie verder gaat:\n\n%(link)s\n"
        ),
        path=reverse("cases:hand_over", args=[case.number]),
    )
