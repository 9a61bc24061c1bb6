"""What an error means: is it for ever, does it hold for every message, and what is a person told.

A reason holds no address, no name and no text of an exception: those can hold personal data (R105, design 4.8).
"""

import smtplib
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ekc.claims import WorkerLost
from ekc.refusal import Refusal


@dataclass(frozen=True)
class Fault:
    reason: str
    is_permanent: bool = False
    # The mail server itself does not answer: other messages would fail too, so the run stops.
    is_everywhere: bool = False


def frames_of(error: BaseException) -> str:
    """Where an error happened, without its message."""
    return "".join(traceback.format_tb(error.__traceback__)).rstrip()


class UnknownPurpose(Exception):
    """Nobody registered an act for this purpose."""


class NoAddress(Exception):
    """A mail without an addressee."""


def fault_of_act(error: Exception) -> Fault:
    """What an error of a due act means."""
    if isinstance(error, WorkerLost):
        return _worker_lost()
    if isinstance(error, UnknownPurpose):
        return Fault(_("Het programma kent deze soort termijn niet. Meld dit bij beheer."), True)
    if isinstance(error, Refusal):
        return Fault(error.reason, True)
    return Fault(_("Er ging iets mis in het programma (%(kind)s).") % {"kind": type(error).__name__})


def fault_of_sending(error: Exception) -> Fault:
    """What an error of sending a mail means. A server's "4xx" is "later", its "5xx" is "never" (RFC 5321 4.2.1)."""
    for kind, explain in _SENDING:
        if isinstance(error, kind):
            return explain(error)
    return Fault(_("Er ging iets mis bij het versturen (%(kind)s).") % {"kind": type(error).__name__})


def _worker_lost(_error: Exception | None = None) -> Fault:
    return Fault(_("Het programma viel telkens uit terwijl het hiermee bezig was. Meld dit bij beheer."), True)


def _no_address(_error: NoAddress) -> Fault:
    return Fault(_("Er is geen e-mailadres bekend."), True)


def _recipient_refused(error: smtplib.SMTPRecipientsRefused) -> Fault:
    if all(code >= 500 for code, _text in error.recipients.values()):
        return Fault(_("De mailserver van de ontvanger weigert dit e-mailadres. Controleer het adres."), True)
    return Fault(_("De mailserver van de ontvanger nam het bericht nog niet aan."))


def _invalid(_error: Exception) -> Fault:
    return Fault(_("Dit e-mailadres is niet geldig. Controleer het adres."), True)


def _not_let_in(_error: Exception) -> Fault:
    return Fault(_("De mailserver laat het programma niet binnen. Meld dit bij beheer."), is_everywhere=True)


def _content_refused(error: smtplib.SMTPDataError) -> Fault:
    if error.smtp_code >= 500:
        return Fault(_("De mailserver weigerde dit bericht (code %(code)s).") % {"code": error.smtp_code}, True)
    return _not_yet(error)


def _not_yet(error: smtplib.SMTPResponseException) -> Fault:
    return Fault(_("De mailserver nam het bericht nog niet aan (code %(code)s).") % {"code": error.smtp_code})


def _away(_error: OSError) -> Fault:
    return Fault(_("De mailserver is niet bereikbaar."), is_everywhere=True)


# From narrow to wide: the first that fits holds. smtplib.SMTPException is an OSError.
_SENDING: list[tuple[type[Exception], Callable[[Any], Fault]]] = [
    (WorkerLost, _worker_lost),
    (NoAddress, _no_address),
    (smtplib.SMTPRecipientsRefused, _recipient_refused),
    (smtplib.SMTPNotSupportedError, _invalid),
    (ValueError, _invalid),
    (smtplib.SMTPDataError, _content_refused),
    (smtplib.SMTPAuthenticationError, _not_let_in),
    (smtplib.SMTPConnectError, _away),
    (smtplib.SMTPResponseException, _not_yet),
    (OSError, _away),
]
