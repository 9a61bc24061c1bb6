"""What the weekly mail to a coordinator says: how many things wait, and where. No name, place or number of a case."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import norms
from cases.casepage.next_step import next_steps_for
from cases.codes import FINISHED_STATES
from cases.models import Case
from cases.queries import silent_days
from ekc import dutch
from ekc.accounts.models import User
from ekc.links import full_address


def weekly_mail_of(user: User) -> str:
    """The text of the mail; empty for who has no case now. Numbers only."""
    cases = list(Case.objects.with_file().for_user(user).with_last_contact().exclude(state__in=FINISHED_STATES))
    if not cases:
        return ""
    steps = [step for step in next_steps_for(cases, user) if step is not None]
    counts = (
        (len(cases), ngettext("%(cases)d zaak loopt.", "%(cases)d zaken lopen.", len(cases))),
        _late(sum(step.term == "late" for step in steps)),
        _soon(sum(step.term == "nearly" for step in steps)),
        _silent(sum(1 for case in cases if silent_days(case))),
    )
    silence = dutch.days_in_words(norms.SILENCE_DAYS)
    lines = "\n".join(f"- {text % {'cases': number, 'silence': silence}}" for number, text in counts if number)
    link = full_address(reverse("cases:my_cases"))
    return _("Hallo,\n\nZo staat het deze week:\n\n%(lines)s\n\nLog in om te zien wat eerst komt:\n\n%(link)s\n") % {
        "lines": lines,
        "link": link,
    }


def _late(number: int) -> tuple[int, str]:
    return number, ngettext(
        "Bij %(cases)d zaak is de termijn voorbij.", "Bij %(cases)d zaken is de termijn voorbij.", number
    )


def _soon(number: int) -> tuple[int, str]:
    return number, ngettext(
        "Bij %(cases)d zaak komt de termijn dichtbij.", "Bij %(cases)d zaken komt de termijn dichtbij.", number
    )


def _silent(number: int) -> tuple[int, str]:
    return number, ngettext(
        "In %(cases)d zaak was er %(silence)s geen contact.",
        "In %(cases)d zaken was er %(silence)s geen contact.",
        number,
    )
