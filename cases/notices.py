"""Mails about an aanmelding and its coordinator. They say that something is waiting, and nothing of the case."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ekc import dutch
from ekc.accounts.codes import Role
from ekc.accounts.models import Region, User
from ekc.dates import local_today
from ekc.links import full_address
from ekc.outbox.acts import queue_message

from .codes import LIVING_STATES
from .keepers import is_unkept
from .models import (
    AccountInvitation,
    Case,
    CaseMove,
    ContactBan,
    Coordinator,
    CoordinatorContract,
    CoordinatorLeave,
    EndedAccess,
    PartyMember,
    ReferrerNews,
    ReferrerQuestion,
    SafetySignal,
)
from .queries import language_of_referrer, stopped_reading
from .recipients import Post, inform, tell, tell_in_general, tell_landelijk_beheer

# --- the referrer ---------------------------------------------------------------------------------------------------


def referrer_address(case: Case) -> str:
    """Where the referrer reads mail; empty where they left it out, their account is closed, or their access ended."""
    referrer = case.referrer
    if referrer.user_id is not None and stopped_reading(case, referrer.user_id):
        return ""
    if referrer.email:
        return str(referrer.email)
    return str(referrer.user.email) if referrer.user and referrer.user.is_active else ""


def tell_of_referral(case: Case) -> None:
    """Tell the referrer that the aanmelding came in, and whoever keeps the region that there is a new one."""
    with translation.override(language_of_referrer(case)):
        _tell_referrer_received(case)
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            case,
            Post.KEEPERS,
            key=f"referral-new:{case.pk}",
            subject=_("Er is een nieuwe aanmelding"),
            body=_("Goedendag,\n\nEr is een nieuwe aanmelding. Log in om die te bekijken:\n\n%(link)s\n"),
        )


def _tell_referrer_received(case: Case) -> None:
    address = referrer_address(case)
    if not address:
        return  # A citizen may leave it empty, because somebody else reads along.
    # No number, no name, no subject: in a family somebody else may read this mail. And no promise that nobody keeps:
    # without a regional manager somebody has to be found first.
    is_kept = not is_unkept(case)
    if case.referrer.user is not None:
        subject = _("We hebben uw bericht ontvangen")
        body = (
            _("Goedendag,\n\nUw bericht is goed aangekomen. De regiomanager neemt contact met u op.\n")
            if is_kept
            else _("Goedendag,\n\nUw bericht is goed aangekomen. We zoeken nu wie contact met u opneemt.\n")
        )
    else:
        subject = _("We hebben je bericht ontvangen")
        body = (
            _("Goedendag,\n\nJe bericht is goed aangekomen. We nemen contact met je op.\n")
            if is_kept
            else _("Goedendag,\n\nJe bericht is goed aangekomen. We zoeken nu wie contact met je opneemt.\n")
        )
    _to_referrer(case, f"referral-received:{case.pk}", address, subject, body)


def tell_of_question(question: ReferrerQuestion, link: str) -> None:
    """Mail the referrer the link to answer by. Nothing of the question: somebody else may read this mail."""
    with translation.override(language_of_referrer(question.case)):
        _tell_of_question(question, link)


def _tell_of_question(question: ReferrerQuestion, link: str) -> None:
    _to_referrer(
        question.case,
        f"asked:{question.pk}",
        referrer_address(question.case),
        _("Er staat een vraag voor u klaar"),
        _(
            "Goedendag,\n\nEr staat een vraag voor u klaar. U kunt de vraag hier lezen en beantwoorden:\n\n%(link)s\n\n"
            "De link is van u alleen en werkt tot en met %(day)s.\n"
        )
        % {"link": link, "day": date_format(question.expires_on, "j E Y")},
        about=question,
    )


def tell_of_news(news: ReferrerNews, link: str = "") -> None:
    """Mail who applied that there is news, with a personal link or, for an account, the way to the case."""
    case, reader = news.case, news.case.referrer.user
    if link or reader is None:
        _tell_by_link(news, link)
        return
    subject, body = news_for_referrer()
    tell(case, reader, key=f"news:{news.pk}", subject=subject, body=body)


def news_for_referrer() -> tuple[str, str]:
    """Subject and text for who applied and has an account: the news itself stands behind the login."""
    return (
        _("Er is nieuws over uw aanmelding"),
        _("Goedendag,\n\nEr is nieuws over uw aanmelding. Log in om het te lezen:\n\n%(link)s\n"),
    )


def _tell_by_link(news: ReferrerNews, link: str) -> None:
    case = news.case
    with translation.override(language_of_referrer(case)):
        # Not a word about what it is: in a family somebody else may read this mail.
        body = _(
            "Goedendag,\n\nEr is nieuws. U kunt het hier lezen:\n\n%(link)s\n\n"
            "De link is van u alleen en werkt tot en met %(day)s.\n"
        )
        until = date_format(news.expires_on, "j E Y") if news.expires_on else ""
        words = {"link": link, "day": until}
        _to_referrer(case, f"news:{news.pk}", referrer_address(case), _("Er is nieuws"), body % words, about=news)


def _to_referrer(case: Case, key: str, to: str, subject: str, body: str, *, about: Any = None) -> None:
    """A mail to who applied: a person who may have no account, so that there is nobody to climb to."""
    queue_message(
        key=key,
        to=to,
        subject=subject,
        body=body,
        case_number=case.number,
        region_id=case.region_id,
        about=about or case.referrer,
    )


# --- who works on the case ------------------------------------------------------------------------------------------


def tell_of_assignment(contract: CoordinatorContract) -> None:
    """Tell the coordinator of a new case, and the referrer that there is news (domain.md 3.2, step 4)."""
    case = contract.case
    tell(
        case,
        contract.coordinator.user,
        key=f"assigned:{contract.pk}:coordinator",
        subject=_("Er staat een nieuwe zaak voor je klaar"),
        body=_("Hallo,\n\nEr staat een nieuwe zaak voor je klaar. Log in om die te bekijken:\n\n%(link)s\n"),
    )
    key = f"assigned:{contract.pk}:referrer"
    _tell_referrer_of_news(case, key)


def _tell_referrer_of_news(case: Case, key: str) -> None:
    """That there is news, to who applied: by the account, else in their own language, else not at all."""
    referrer = getattr(case, "referrer", None)
    if referrer is not None and referrer.user is not None:
        subject, body = news_for_referrer()
        tell(case, referrer.user, key=key, subject=subject, body=body)
    elif referrer is not None and referrer.email:
        with translation.override(language_of_referrer(case)):
            _mail_news(case, key)


def _mail_news(case: Case, key: str) -> None:
    body = _("Goedendag,\n\nEr is nieuws. We bellen u binnenkort.\n")
    _to_referrer(case, key, case.referrer.email, _("Er is nieuws"), body)


def tell_of_answer(case: Case, question: ReferrerQuestion) -> None:
    """Tell the manager who asked that there is an answer."""
    tell(
        case,
        Post.MANAGER if case.manager_id else question.asked_by,
        key=f"answered:{question.pk}",
        subject=_("Er is een antwoord van een aanmelder"),
        body=_("Goedendag,\n\nEr is antwoord op een vraag aan een aanmelder. Log in om het te lezen:\n\n%(link)s\n"),
    )


def tell_of_frame(case: Case, professional: User) -> None:
    """Tell a professional that something of a case waits for them: the veiligheidskader."""
    tell(
        case,
        professional,
        key=f"frame-asked:{case.pk}:{professional.pk}",
        subject=_("Er staat iets voor u klaar"),
        body=_("Goedendag,\n\nEr staat iets voor u klaar. Log in om het te lezen:\n\n%(link)s\n"),
    )


def tell_of_transfer(case: Case, move: CaseMove, *, former: Iterable[User], present: Iterable[User]) -> None:
    """Tell who had the case and who has it now. The first get no link: they cannot open it any more."""
    for user in former:
        inform(
            case,
            user,
            key=f"transferred:{move.pk}:{user.pk}:from",
            subject=_("Een zaak is overgedragen"),
            body=_("Goedendag,\n\nZaak %(number)s is overgedragen. U hoeft er niets meer aan te doen.\n")
            % {"number": case.number},
        )
    for user in present:
        tell(
            case,
            user,
            key=f"transferred:{move.pk}:{user.pk}:to",
            subject=_("Er is een zaak aan u overgedragen"),
            body=_("Goedendag,\n\nEr is een zaak aan u overgedragen. Log in om die te bekijken:\n\n%(link)s\n"),
        )


def tell_of_safety_signal(signal: SafetySignal) -> None:
    """Tell the regional manager that something cannot wait; what it is stands behind the login (R-03)."""
    tell(
        signal.case,
        Post.MANAGER,
        key=f"safety-signal:{signal.pk}",
        subject=_("Dit kan niet wachten: uw besluit is nodig"),
        body=_("Goedendag,\n\nEr is iets gemeld dat nu uw besluit vraagt. Log in om het te lezen:\n\n%(link)s\n"),
        path=reverse("cases:signal_decide", args=[signal.case.number, signal.pk]),
        path_is_for_national=True,
    )


def tell_of_safety_decision(row: SafetySignal | ContactBan, *, by: User) -> None:
    """Tell the regional manager in whose name a coordinator recorded a decision, so that none stands there unknown."""
    manager = row.decided_with
    if manager is None or manager == by:
        return
    tell(
        row.case,
        manager,
        key=f"safety-decision:{row._meta.model_name}:{row.pk}:{row.decided_at:%Y%m%d%H%M%S%f}",
        subject=_("Er is een besluit vastgelegd dat u mee nam"),
        body=_("Goedendag,\n\nEr is een besluit vastgelegd dat u mee nam. Kijk of het klopt:\n\n%(link)s\n"),
        path=reverse("cases:preparation", args=[row.case.number]),
    )


def tell_of_ended_part(case: Case, member: PartyMember, *, is_over: bool) -> None:
    """Tell the regional manager, and who applied, that somebody who did it takes no part any more.

    Where it is the end of the whole case, who applied hears it as of every decision.
    """
    at = f"{member.pk}:{case.moves.count()}:{member.responsibility_on:%Y%m%d}"
    tell(
        case,
        Post.MANAGER,
        key=f"part-ended:{at}",
        subject=_("Er is nieuws in een zaak"),
        body=_(
            "Goedendag,\n\nEr is een antwoord vastgelegd dat de zaak verandert. Log in om het te lezen:\n\n%(link)s\n"
        ),
    )
    if not is_over:
        key = f"part-ended:{at}:referrer"
        _tell_referrer_of_news(case, key)


def tell_of_return(case: Case, *, by: User) -> None:
    """Tell the regional manager that a case was handed back and waits for another coordinator."""
    if case.manager == by:
        return
    move = case.moves.filter(action="hand_back").order_by("-pk").values_list("pk", flat=True).first()
    tell(
        case,
        Post.MANAGER,
        key=f"handed-back:{move}",
        subject=_("Een zaak kwam bij u terug"),
        body=_("Er wacht een zaak op een nieuwe coördinator. Log in om die te bekijken:\n\n%(link)s\n"),
    )


def tell_of_lost_coordinator(case: Case) -> None:
    """Tell the regional manager that nobody works on a case any more, where it is too far to wait for somebody."""
    tell(
        case,
        Post.MANAGER,
        key=f"coordinator-lost:{case.pk}:{case.moves.count()}",
        subject=_("Een zaak heeft geen coördinator meer"),
        body=_("Goedendag,\n\nEen zaak heeft geen coördinator meer. Kies wie verdergaat:\n\n%(link)s\n"),
    )


def tell_of_missing_writer(case: Case) -> None:
    """Tell the regional manager that somebody must be named for the veiligheidskader."""
    tell(
        case,
        Post.MANAGER,
        key=f"writer-gone:{case.pk}:{case.moves.count()}",
        subject=_("Er moet iemand worden gekozen"),
        body=_("Goedendag,\n\nIn een zaak moet u kiezen wie een document schrijft. Log in:\n\n%(link)s\n"),
    )


def tell_of_ended_access(ended: EndedAccess) -> None:
    """Tell the regional manager that a professional reads a case no more: perhaps somebody else must be chosen."""
    tell(
        ended.case,
        Post.MANAGER,
        key=f"access-ended:{ended.pk}",
        subject=_("Iemand werkt niet meer aan een zaak"),
        body=_(
            "Goedendag,\n\nEen professional werkt niet meer aan een zaak. Log in en kijk wat er nodig is:\n\n%(link)s\n"
        ),
    )


def tell_of_new_organisation(invitation: AccountInvitation) -> None:
    """Tell landelijk beheer that an organisation must be approved before somebody of it gets an account."""
    tell_landelijk_beheer(
        key=f"organisation-proposed:{invitation.pk}",
        subject=_("Er wacht een organisatie op goedkeuring"),
        body=_("Goedendag,\n\nEr is een nieuwe organisatie genoemd. Kijk of die klopt:\n\n%(link)s\n")
        % {"link": full_address(reverse("accounts:organisation", args=[invitation.organisation_id]))},
    )


def tell_of_fallen_region(region: Region) -> None:
    """Tell who keeps a region now that its last regional manager is gone; nothing while somebody works there."""
    running = Case.objects.filter(region=region, state__in=sorted(LIVING_STATES)).count()
    if not running or User.objects.able().filter(role=Role.REGIONAL_MANAGER, regions=region).exists():
        return
    for user in User.objects.keepers_of(region):
        tell_in_general(
            user,
            key=f"region-fell:{region.pk}:{user.pk}:{local_today():%Y%m%d}",
            subject=_("De zaken van een regio liggen nu bij u"),
            body=_(
                "Goedendag,\n\nIn %(region)s werkt geen regiomanager meer. De lopende zaken (%(number)d) liggen nu bij "
                "u. Log in om ze te bekijken:\n\n%(link)s\n"
            )
            % {"region": region.name, "number": running, "link": full_address(reverse("cases:worklist"))},
        )


def tell_of_cover(leave: CoordinatorLeave, cover: Coordinator) -> None:
    """Tell who works on the cases of a colleague during a leave: from which day, and until which."""
    tell_in_general(
        cover.user,
        key=f"cover:{leave.pk}:{cover.pk}:{leave.starts_on:%Y%m%d}:{leave.ends_on:%Y%m%d}",
        subject=_("Je neemt zaken waar"),
        body=_(
            "Goedendag,\n\nVan %(first)s tot en met %(last)s neem je de zaken waar van een collega die met verlof is. "
            "Op die dagen staan ze bij Mijn zaken. Log in om ze te bekijken:\n\n%(link)s\n"
        )
        % {
            "first": dutch.long_date(leave.starts_on),
            "last": dutch.long_date(leave.ends_on),
            "link": full_address(reverse("cases:my_cases")),
        },
    )


def tell_of_gift(cases: Sequence[Case], former: User, present: Iterable[User]) -> None:
    """Tell who took over these cases of a colleague who leaves: one mail, however many there are."""
    for user in present:
        tell_in_general(
            user,
            key=f"handed-over:{former.pk}:{user.pk}:{cases[0].pk}:{cases[0].moves.count()}",
            subject=_("Er zijn zaken aan u overgedragen"),
            body=_(
                "Goedendag,\n\nEr zijn zaken aan u overgedragen (%(number)d). Log in om ze te bekijken:\n\n%(link)s\n"
            )
            % {"number": len(cases), "link": full_address(reverse("cases:worklist"))},
        )
