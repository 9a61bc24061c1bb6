"""Handing out questionnaires after a conference, and reminding who has not answered (design 4.9)."""

import datetime as dt
from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import norms
from cases.codes import CaseOutcome
from cases.locks import lock_case
from cases.models import Case
from ekc.accounts.models import User
from ekc.dates import at_local, local_today
from ekc.links import hash_token, new_token
from ekc.outbox.acts import plan_due, queue_message
from ekc.refusal import Refusal

from ..codes import DuePurpose, Form
from ..models import HandedOut, SurveyInvitation
from ..queries import held_on_of

REMIND_AT = dt.time(10, 0)


def _held_case(case: Case) -> Case:
    locked = lock_case(case)
    if locked.outcome != CaseOutcome.CONFERENCE_HELD:
        raise Refusal(_("Vragenlijsten deel je uit na de conferentie."))
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
    """Write down how many forms of a kind were handed out: the base of the response. Zero takes the row away.

    A lay referrer gets the adult form, and an information giver none (domain.md 2). Raises Refusal.
    """
    case = _held_case(case)
    if number < 0:
        raise Refusal(_("Een aantal kan niet kleiner zijn dan nul."))
    if number == 0:
        HandedOut.objects.filter(case=case, form=form).delete()
        return None
    _check_form(case, form)
    row, _created = HandedOut.objects.update_or_create(case=case, form=form, defaults={"number": number})
    return row


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
    case = _held_case(case)
    _check_form(case, form)
    token = new_token()
    today = local_today()
    invitation = SurveyInvitation.objects.create(
        case=case,
        form=form,
        token_hash=hash_token(token),
        email=email,
        sent_on=today,
        expires_on=today + dt.timedelta(days=norms.SURVEY_LINK_DAYS),
    )
    _mail(invitation, token, key=f"survey-{invitation.pk}")
    _plan_reminder(invitation)
    return invitation


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
    if invitation is None or invitation.is_used or invitation.expires_on < local_today() or not invitation.email:
        return
    token = new_token()
    invitation.token_hash = hash_token(token)
    invitation.reminders_sent += 1
    invitation.save(update_fields=["token_hash", "reminders_sent"])
    _mail(invitation, token, key=f"survey-{invitation.pk}-reminder-{invitation.reminders_sent}")
    _plan_reminder(invitation)


def _mail(invitation: SurveyInvitation, token: str, *, key: str) -> None:
    queue_message(
        key=key,
        to=invitation.email,
        subject=_("Wilt u een paar vragen beantwoorden?"),
        body=_(
            "Hallo,\n\nWij horen graag hoe u het vond. Het kost ongeveer tien minuten. "
            "Niemand kan zien wat u hebt geantwoord.\n\n%(link)s\n\n"
            "De link werkt tot en met %(until)s. Wilt u niet meedoen? Dan hoeft u niets te doen.\n"
        )
        % {
            "link": settings.EKC_BASE_URL + reverse("surveys:answer", args=[token]),
            "until": invitation.expires_on.strftime("%d-%m-%Y"),
        },
        case_number=invitation.case.number,
        region_id=invitation.case.region_id,
    )
