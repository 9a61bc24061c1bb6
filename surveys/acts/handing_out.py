"""Handing out questionnaires after a conference, and reminding who has not answered (design 4.9)."""

import datetime as dt
import secrets
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases import norms
from cases.codes import PROFESSIONAL_POSITIONS, CaseOutcome, Position
from cases.locks import lock_case
from cases.models import Case, CirclePerson, MainPerson
from ekc.accounts.models import User
from ekc.addresses import mail_key
from ekc.dates import at_local, local_today
from ekc.links import address_of, give_token, may_be_sent, refused_to, renew_link
from ekc.outbox.acts import mail_link_again, plan_due, queue_message
from ekc.refusal import Refusal

from ..codes import DuePurpose, Form, Way
from ..models import HandedOut, SurveyInvitation
from ..queries import held_on_of, language_at, people_at, referrer_reads_at, wants_no_form

REMIND_AT = dt.time(10, 0)
MOST_AT_ONCE = 30
NUMBER_LENGTH = 8
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def _held_case(case: Case) -> Case:
    locked = lock_case(case)
    if locked.outcome != CaseOutcome.CONFERENCE_HELD:
        raise Refusal(_("Vragenlijsten deel je uit na de conferentie."))
    return locked


def _asked_case(case: Case) -> Case:
    """The case, of which questionnaires may still go out."""
    locked = _held_case(case)
    if locked.research_objection:
        raise Refusal(_("Iemand van deze familie maakte bezwaar tegen onderzoek. Er gaan geen vragenlijsten meer uit."))
    return locked


def _check_form(case: Case, form: str) -> None:
    if form not in Form.values:
        raise Refusal(_("Kies een vragenlijst uit de lijst."))
    if form == Form.PROFESSIONAL and not case.is_referred_by_professional:
        raise Refusal(
            _("De vragenlijst voor professionals is alleen voor de aanmelder. Bij deze zaak was dat geen professional.")
        )


@transaction.atomic
def hand_out(case: Case, *, by: User, form: str, number: int) -> HandedOut | None:
    """Write down how many forms of a kind were handed out in all: the base of the response. Zero takes the row away.

    Never fewer than went out with a link or a number, because these are known. A lay referrer gets the adult
    form, and an information giver none (domain.md 2). Raises Refusal.
    """
    case = _held_case(case)
    if number < 0:
        raise Refusal(_("Een aantal kan niet kleiner zijn dan nul."), at="number")
    row = HandedOut.objects.filter(case=case, form=form).first()
    known = row.counted if row else 0
    if number < known:
        raise Refusal(
            _("Bij “%(form)s” zijn er al %(number)s uitgereikt met een link of een nummer. Het totaal is dat of meer.")
            % {"form": Form(form).label, "number": known},
            at="number",
        )
    if number == 0:
        HandedOut.objects.filter(case=case, form=form).delete()
        return None
    _check_form(case, form)
    changed, _created = HandedOut.objects.update_or_create(case=case, form=form, defaults={"number": number})
    return changed


@transaction.atomic
def hand_out_forms(case: Case, *, by: User, numbers: Mapping[str, int]) -> None:
    """Write down the numbers of all forms at once, or of none: see `hand_out`."""
    for form, number in numbers.items():
        hand_out(case, by=by, form=form, number=number)


@transaction.atomic
def invite_respondent(case: Case, *, by: User, form: str, email: str) -> SurveyInvitation:
    """Mail a personal link to a questionnaire, and plan its first reminder. Raises Refusal.

    Only the hash of the link is kept. The mail says nothing of the case.
    """
    case = _asked_case(case)
    _check_form(case, form)
    _check_reader(case, form, email)
    invitation = _new(case, form, Way.MAIL, email=email)
    if refused_to(invitation):
        raise Refusal(_("Wie dit adres heeft, doet niet mee: een link zou niet opengaan."))
    token = give_token(invitation, to=email)
    invitation.save()
    _count(case, form)
    _mail(invitation, address_of(invitation, token), key=f"survey-{invitation.pk}")
    _plan_reminder(invitation)
    return invitation


@transaction.atomic
def hand_over_forms(case: Case, *, by: User, form: str, way: str, number: int) -> list[tuple[SurveyInvitation, str]]:
    """So many forms to be handed over on paper or in a message: each with its link, and the number of its return.

    Only the hash of a link is kept, so what is returned is shown or printed once. Raises Refusal.
    """
    case = _asked_case(case)
    _check_form(case, form)
    if way not in Way.values or way == Way.MAIL:
        raise Refusal(_("Kies hoe u de vragenlijsten uitreikt."), at="way")
    if not 1 <= number <= MOST_AT_ONCE:
        raise Refusal(_("Vul een getal in van 1 tot en met %(most)s.") % {"most": MOST_AT_ONCE}, at="number")
    made = []
    for _each in range(number):
        invitation = _new(case, form, way, number=_return_number())
        token = give_token(invitation)
        invitation.save()
        _count(case, form)
        made.append((invitation, address_of(invitation, token)))
    return made


def _new(case: Case, form: str, way: str, **fields: str) -> SurveyInvitation:
    today = local_today()
    until = today + dt.timedelta(days=norms.SURVEY_LINK_DAYS)
    return SurveyInvitation(case=case, form=form, way=way, sent_on=today, expires_on=until, **fields)


def _count(case: Case, form: str) -> None:
    """One more was handed out, whichever way. The file is locked."""
    row, _is_first = HandedOut.objects.get_or_create(case=case, form=form, defaults={"number": 0})
    row.number += 1
    row.counted += 1
    row.save(update_fields=["number", "counted"])


def _return_number() -> str:
    """A number that is not in use, to be typed over from paper: no letters that look like a figure."""
    while True:
        found = "".join(secrets.choice(_SIGNS) for _sign in range(NUMBER_LENGTH))
        if not SurveyInvitation.objects.filter(number=found).exists():
            return found


def _check_reader(case: Case, form: str, email: str) -> None:
    """Who only came to give information gets no form, nor who wants none or no mail; the form of the referrer goes to
    nobody else."""
    readers = [each for each in people_at(case, email) if isinstance(each, MainPerson | CirclePerson)]
    if any(each.no_mail for each in readers):
        raise Refusal(_("Wie dit adres heeft, wil geen mail. Geef de vragenlijst zelf, als dat mag."), at="email")
    if any(wants_no_form(each) for each in readers):
        raise Refusal(_("Wie dit adres heeft, wil geen vragenlijst."), at="email")
    if form == Form.PROFESSIONAL and not referrer_reads_at(case, email):
        raise Refusal(_("De vragenlijst voor professionals gaat alleen naar het mailadres van de aanmelder."))
    if form == Form.PROFESSIONAL:
        return
    positions = {getattr(each, "position", None) for each in people_at(case, email)}
    if positions & (PROFESSIONAL_POSITIONS - {Position.REFERRER}):
        raise Refusal(_("Wie dit adres heeft, kwam om informatie te geven. Informatiegevers krijgen geen vragenlijst."))


def forget_draft(invitation: SurveyInvitation) -> None:
    """What was filled in by a link that is gone can be read by nobody any more."""
    if invitation.draft:
        invitation.draft = ""
        invitation.save(update_fields=["draft"])


def forget_old_invitations() -> int:
    """Links whose term is over are forgotten, used or not, with what was filled in: nobody was asked any more.

    A paper form that did not come back keeps its number for longer, for it can still lie on somebody's desk; how many
    were handed out is kept in `HandedOut`. May be repeated.
    """
    today = local_today()
    expired = SurveyInvitation.objects.filter(expires_on__lt=today)
    expired.exclude(draft="").update(draft="")
    still_on_paper = ~Q(number="") & Q(is_used=False, expires_on__gte=today - dt.timedelta(days=norms.PAPER_DAYS))
    forgotten, _each = expired.exclude(still_on_paper).delete()
    return forgotten


def readdress(invitation: SurveyInvitation, email: str) -> None:
    """Whoever got it has another address now."""
    invitation.email = email
    invitation.save(update_fields=["email"])


@transaction.atomic
def correct_address(invitation: SurveyInvitation, *, by: User, email: str) -> SurveyInvitation:
    """Put right where a questionnaire went: it goes there with a fresh link, and the old link is dead.

    One that came back already is not mailed again, and nobody sees the difference (docs/adr/0004). Raises Refusal for
    an address at which a link would not open.
    """
    locked = SurveyInvitation.objects.select_for_update(of=("self",)).select_related("case").get(pk=invitation.pk)
    if mail_key(email) == mail_key(locked.email):
        return locked
    readdress(locked, email)
    if refused_to(locked):
        raise Refusal(_("Wie dit adres heeft, doet niet mee: een link zou niet opengaan."))
    if not locked.is_used:
        mail_link_again(locked, case_number=locked.case.number)
    return locked


def _plan_reminder(invitation: SurveyInvitation) -> None:
    after = (norms.SURVEY_REMINDER_DAYS, norms.SECOND_SURVEY_REMINDER_DAYS)
    if invitation.reminders_sent >= len(after):
        return
    day = _counts_from(invitation) + dt.timedelta(days=after[invitation.reminders_sent])
    plan_due(
        DuePurpose.QUESTIONNAIRE_REMINDER,
        invitation,
        at_local(day, REMIND_AT),
        case_number=invitation.case.number,
        region_id=invitation.case.region_id,
    )


@transaction.atomic
def move_reminders(case: Case) -> None:
    """The date of the conference was put right: reminders of forms that are not back move along.

    A term never begins before its link was sent.
    """
    for invitation in SurveyInvitation.objects.select_for_update(of=("self",)).filter(case=case, is_used=False):
        invitation.expires_on = _counts_from(invitation) + dt.timedelta(days=norms.SURVEY_LINK_DAYS)
        invitation.save(update_fields=["expires_on"])
        if invitation.way == Way.MAIL:
            _plan_reminder(invitation)


def _counts_from(invitation: SurveyInvitation) -> dt.date:
    held_on = held_on_of(invitation.case)
    return max(invitation.sent_on, held_on) if held_on else invitation.sent_on


def remind(invitation_id: int) -> None:
    """Mail a new link to who has not answered; the old one dies with it, because only its hash was kept.

    That a form came back is looked up here, and the row is not cancelled at that moment: the history of the
    row would keep the moment of the answer (docs/adr/0004). Does nothing when the invitation is gone, used or
    expired. Plans the next reminder itself, while there is one. Safe to repeat: the message has one key per
    reminder.
    """
    invitation = SurveyInvitation.objects.select_for_update().filter(pk=invitation_id).first()
    if invitation is None or invitation.is_used or not invitation.email or invitation.withdrawn_at:
        return
    if not may_be_sent(invitation):
        return
    invitation.reminders_sent += 1
    invitation.save(update_fields=["reminders_sent"])
    link = renew_link(invitation, to=invitation.email)
    _mail(invitation, link, key=f"survey-{invitation.pk}-reminder-{invitation.reminders_sent}")
    _plan_reminder(invitation)


def _mail(invitation: SurveyInvitation, link: str, *, key: str) -> None:
    """In the language of whoever of the case reads mail there; the questions themselves are in Dutch."""
    with translation.override(language_at(invitation)):
        _queue(invitation, link, key)


def _queue(invitation: SurveyInvitation, link: str, key: str) -> None:
    if invitation.form == Form.CHILD:
        subject = _("Wil je een paar vragen beantwoorden?")
        body = _(
            "Hallo,\n\nWe horen graag wat jij ervan vond. Het kost ongeveer vijf minuten. "
            "Niemand kan zien wat jij hebt geantwoord.\n\n%(link)s\n\n"
            "De link werkt tot en met %(until)s. Wil je niet meedoen? Dan hoef je niets te doen.\n"
        )
    else:
        subject = _("Wilt u een paar vragen beantwoorden?")
        body = _(
            "Hallo,\n\nWij horen graag hoe u het vond. Het kost ongeveer tien minuten. "
            "Niemand kan zien wat u hebt geantwoord.\n\n%(link)s\n\n"
            "De link werkt tot en met %(until)s. Wilt u niet meedoen? Dan hoeft u niets te doen.\n"
        )
    queue_message(
        key=key,
        to=invitation.email,
        subject=subject,
        body=body % {"link": link, "until": date_format(invitation.expires_on, "j E Y")},
        case_number=invitation.case.number,
        region_id=invitation.case.region_id,
        about=invitation,
    )
