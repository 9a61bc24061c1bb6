"""Mails about an aanmelding and its coordinator. They say that something is waiting, and nothing of the case."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ekc.accounts.models import User
from ekc.outbox.acts import queue_message

from .models import Case, CaseMove, ContactBan, CoordinatorContract, ReferrerQuestion, SafetySignal
from .queries import language_of_referrer, managers_of


def tell_of_referral(case: Case) -> None:
    """Tell the referrer that the aanmelding came in, and the regional managers that there is a new one."""
    with translation.override(language_of_referrer(case)):
        _tell_referrer_received(case)
    with translation.override(settings.LANGUAGE_CODE):
        _tell_managers(case)


def tell_of_assignment(contract: CoordinatorContract) -> None:
    """Tell the coordinator of a new case, and the referrer that there is news (domain.md 3.2, step 4)."""
    case, coordinator = contract.case, contract.coordinator.user
    _queue(
        case,
        f"assigned:{contract.pk}:coordinator",
        coordinator.email,
        _("Er staat een nieuwe zaak voor je klaar"),
        _("Hallo,\n\nEr staat een nieuwe zaak voor je klaar. Log in om haar te bekijken:\n\n%(link)s\n")
        % {"link": case_link(case)},
    )
    with translation.override(language_of_referrer(case)):
        _tell_referrer_of_news(contract)


def _tell_referrer_of_news(contract: CoordinatorContract) -> None:
    case, referrer = contract.case, contract.case.referrer
    key = f"assigned:{contract.pk}:referrer"
    if referrer.user is not None:
        subject = _("Er is nieuws over uw aanmelding")
        body = _("Goedendag,\n\nEr is nieuws over uw aanmelding. Log in om het te lezen:\n\n%(link)s\n")
        _queue(case, key, referrer.user.email, subject, body % {"link": case_link(case)}, about=referrer)
    elif referrer.email:
        body = _("Goedendag,\n\nEr is nieuws. We bellen je binnenkort.\n")
        _queue(case, key, referrer.email, _("Er is nieuws"), body, about=referrer)


def referrer_address(case: Case) -> str:
    """Where the referrer reads mail; empty where they left it out."""
    referrer = case.referrer
    return str(referrer.email or (referrer.user.email if referrer.user else ""))


def tell_of_question(question: ReferrerQuestion, link: str) -> None:
    """Mail the referrer the link to answer by. Nothing of the question: somebody else may read this mail."""
    with translation.override(language_of_referrer(question.case)):
        _tell_of_question(question, link)


def _tell_of_question(question: ReferrerQuestion, link: str) -> None:
    _queue(
        question.case,
        f"asked:{question.pk}",
        referrer_address(question.case),
        _("Er staat een vraag voor u klaar"),
        _(
            "Goedendag,\n\nEr staat een vraag voor u klaar. U kunt haar hier lezen en beantwoorden:\n\n%(link)s\n\n"
            "De link is van u alleen en werkt tot en met %(day)s.\n"
        )
        % {"link": link, "day": date_format(question.expires_on, "j F Y")},
        about=question,
    )


def tell_of_answer(case: Case, question: ReferrerQuestion) -> None:
    """Tell who has the case now that there is an answer: the referrer may speak another language."""
    with translation.override(settings.LANGUAGE_CODE):
        for who, address in desk_addresses(case).items():
            _queue(
                case,
                f"answered:{question.pk}:{who}",
                address,
                _("Er is een antwoord van een aanmelder"),
                _("Goedendag,\n\nEr is antwoord op een vraag aan een aanmelder. Log in om het te lezen:\n\n%(link)s\n")
                % {"link": case_link(case)},
            )


def desk_addresses(case: Case) -> dict[str, str]:
    """Who reads what comes in for this case: its manager, else all of its region, else the mailbox of the region."""
    manager = case.manager
    told = [manager] if manager is not None and manager.is_active else list(managers_of(case))
    return {str(person.pk): person.email for person in told} or {"region": case.region.email}


def tell_of_frame(case: Case, professional: User) -> None:
    """Tell a professional that something of a case waits for them: the veiligheidskader."""
    _queue(
        case,
        f"frame-asked:{case.pk}:{professional.pk}",
        professional.email,
        _("Er staat iets voor u klaar"),
        _("Goedendag,\n\nEr staat iets voor u klaar. Log in om het te lezen:\n\n%(link)s\n")
        % {"link": case_link(case)},
    )


def tell_of_transfer(case: Case, move: CaseMove, *, former: Iterable[User], present: Iterable[User]) -> None:
    """Tell who had the case and who has it now. The first get no link: they cannot open it any more."""
    for user in former:
        _queue(
            case,
            f"transferred:{move.pk}:{user.pk}:from",
            user.email,
            _("Een zaak is overgedragen"),
            _("Goedendag,\n\nZaak %(number)s is overgedragen. U hoeft er niets meer aan te doen.\n")
            % {"number": case.number},
        )
    for user in present:
        _queue(
            case,
            f"transferred:{move.pk}:{user.pk}:to",
            user.email,
            _("Er is een zaak aan u overgedragen"),
            _("Goedendag,\n\nEr is een zaak aan u overgedragen. Log in om haar te bekijken:\n\n%(link)s\n")
            % {"link": case_link(case)},
        )


def tell_of_safety_signal(signal: SafetySignal) -> None:
    """Tell the regional manager that something cannot wait; what it is stands behind the login (R-03)."""
    case = signal.case
    link = str(settings.EKC_BASE_URL).rstrip("/") + reverse("cases:signal_decide", args=[case.number, signal.pk])
    for who, address in desk_addresses(case).items():
        _queue(
            case,
            f"safety-signal:{signal.pk}:{who}",
            address,
            _("Dit kan niet wachten: uw besluit is nodig"),
            _("Goedendag,\n\nEr is iets gemeld dat nu uw besluit vraagt. Log in om het te lezen:\n\n%(link)s\n")
            % {"link": link},
        )


def tell_of_safety_decision(row: SafetySignal | ContactBan, *, by: User) -> None:
    """Tell the regional manager in whose name a coordinator recorded a decision, so that none stands there unknown."""
    manager = row.decided_with
    if manager is None or manager == by:
        return
    _queue(
        row.case,
        f"safety-decision:{row._meta.model_name}:{row.pk}:{row.decided_at:%Y%m%d%H%M%S%f}",
        manager.email,
        _("Er is een besluit vastgelegd dat u mee nam"),
        _("Goedendag,\n\nEr is een besluit vastgelegd dat u mee nam. Kijk of het klopt:\n\n%(link)s\n")
        % {"link": str(settings.EKC_BASE_URL).rstrip("/") + reverse("cases:preparation", args=[row.case.number])},
    )


def case_link(case: Case) -> str:
    """The full address of the case page; only who may see the case gets further than the login."""
    return str(settings.EKC_BASE_URL).rstrip("/") + reverse("cases:case", args=[case.number])


def _tell_referrer_received(case: Case) -> None:
    referrer = case.referrer
    address = referrer.email or (referrer.user.email if referrer.user else "")
    if not address:
        return  # A citizen may leave it empty, because somebody else reads along.
    # No number, no name, no subject: in a family somebody else may read this mail.
    if referrer.user is not None:
        subject = _("We hebben uw bericht ontvangen")
        body = _("Goedendag,\n\nUw bericht is goed aangekomen. De regiomanager neemt contact met u op.\n")
    else:
        subject = _("We hebben je bericht ontvangen")
        body = _("Goedendag,\n\nJe bericht is goed aangekomen. We nemen contact met je op.\n")
    _queue(case, f"referral-received:{case.pk}", address, subject, body, about=referrer)


def _tell_managers(case: Case) -> None:
    addresses = {f"{manager.pk}": manager.email for manager in managers_of(case)}
    # Nobody there: the mailbox of the region, and without one the failure list, where it is seen.
    addresses = addresses or {"region": case.region.email}
    for who, address in addresses.items():
        _queue(
            case,
            f"referral-new:{case.pk}:{who}",
            address,
            _("Er is een nieuwe aanmelding"),
            _("Goedendag,\n\nEr is een nieuwe aanmelding in uw regio. Log in om haar te bekijken:\n\n%(link)s\n")
            % {"link": case_link(case)},
        )


def _queue(case: Case, key: str, to: str, subject: str, body: str, *, about: Any = None) -> None:
    queue_message(
        key=key, to=to, subject=subject, body=body, case_number=case.number, region_id=case.region_id, about=about
    )
