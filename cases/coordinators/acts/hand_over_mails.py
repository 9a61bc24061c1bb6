"""Who hears that another coordinator goes on with a case. Mails hold nothing of the case."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cases.languages import language_code
from cases.models import Case, CaseMove, CoordinatorContract, MainPerson
from cases.notices import case_link
from cases.queries import managers_of
from ekc.accounts.models import User
from ekc.outbox.acts import queue_message
from ekc.phones import phone_text

from ..reads.introduction import mail_address_of

SPOKEN = frozenset(code for code, _name in settings.LANGUAGES)


def tell_of_hand_over(contract: CoordinatorContract, former: CoordinatorContract | None) -> None:
    """Tell who gets the case, who had it, the referrer with an account, and the family where mail is their way."""
    case = contract.case
    _queue(
        case,
        f"took-over:{contract.pk}:coordinator",
        contract.coordinator.user.email,
        _("Er staat een lopende zaak voor je klaar"),
        _("Hallo,\n\nJe neemt een lopende zaak over. Log in en lees wat je als eerste doet:\n\n%(link)s\n")
        % {"link": case_link(case)},
    )
    if former is not None:
        _queue(
            case,
            f"took-over:{contract.pk}:former",
            former.coordinator.user.email,
            _("Een zaak is overgenomen"),
            _(
                "Hallo,\n\nIemand anders gaat verder met een zaak van je. Je hoeft er niets meer aan te doen. "
                "Dank je!\n"
            ),
        )
    if case.referrer.user is not None:
        _queue(
            case,
            f"took-over:{contract.pk}:referrer",
            case.referrer.user.email,
            _("Er is nieuws over uw aanmelding"),
            _("Goedendag,\n\nEr is nieuws over uw aanmelding. Log in om het te lezen:\n\n%(link)s\n")
            % {"link": case_link(case)},
        )
    for person in case.main_persons.all():
        if address := mail_address_of(person):
            _tell_family(contract, person, address)


def _tell_family(contract: CoordinatorContract, person: MainPerson, address: str) -> None:
    code = language_code(person.language) if person.language else None
    with translation.override(code if code in SPOKEN else settings.LANGUAGE_CODE):
        subject, body = news_for_family(contract.coordinator.user)
    _queue(contract.case, f"took-over:{contract.pk}:family:{person.pk}", address, subject, body)


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
    body = _(
        "Goedendag,\n\nEen coördinator kan niet verder met een lopende zaak. "
        "Log in en kies wie verder gaat:\n\n%(link)s\n"
    )
    path = reverse("cases:hand_over", args=[case.number])
    link = str(settings.EKC_BASE_URL).rstrip("/") + path
    _to_the_office(case, f"leaves:{move.pk}", _("Een lopende zaak heeft een andere coördinator nodig"), body, link)


def tell_of_hand_back(case: Case, move: CaseMove) -> None:
    """A case came back to the desk."""
    body = _("Goedendag,\n\nEr wacht een zaak op een nieuwe coördinator. Log in om haar te bekijken:\n\n%(link)s\n")
    _to_the_office(case, f"handed-back:{move.pk}", _("Een zaak kwam bij u terug"), body, case_link(case))


def _to_the_office(case: Case, key: str, subject: str, body: str, link: str) -> None:
    """The manager of the case, else those of its region, else the mailbox of the region."""
    manager = case.manager
    told = [manager] if manager is not None and manager.is_active else list(managers_of(case))
    addresses = {str(person.pk): person.email for person in told} or {"region": case.region.email}
    for who, address in addresses.items():
        _queue(case, f"{key}:{who}", address, subject, body % {"link": link})


def _queue(case: Case, key: str, to: str, subject: str, body: str) -> None:
    queue_message(key=key, to=to, subject=subject, body=body, case_number=case.number, region_id=case.region_id)
