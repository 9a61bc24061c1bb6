"""Where the house differs from django-allauth: no signup, and secrets that the database cannot read."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from ekc.encryption import decrypt, encrypt
from ekc.outbox.acts import queue_message

from .bindings import SHUT, is_shut_for
from .door import known_device, too_many_tries

_PURPOSE = "second-factor"


class AccountAdapter(DefaultAccountAdapter):
    # The translation of allauth says "je" to who is addressed with "u" everywhere else.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Dit account is gesloten."),
        "email_password_mismatch": _("Dit e-mailadres en wachtwoord horen niet bij elkaar. Kijk ze allebei na."),
        "enter_current_password": _("Dit is niet uw huidige wachtwoord."),
        "incorrect_code": _("Deze code klopt niet."),
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "rate_limited": _("U heeft dit te vaak achter elkaar geprobeerd. Wacht een paar minuten."),
        "too_many_login_attempts": _("U heeft dit te vaak achter elkaar geprobeerd. Wacht een paar minuten."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody: landelijk beheer makes the accounts."""
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords are counted per account **and** address, so that nobody shuts an account for its owner.

        How often one address may try at all, whatever the account, is counted besides.
        """
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{self.get_client_ip(request)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """On a device on which somebody was let in to this account, only what is tried on that device counts."""
        mark = known_device(request, str(credentials.get("email", "")))
        if not mark:
            super().pre_authenticate(request, **credentials)
        elif too_many_tries(mark):
            raise self.validation_error("too_many_login_attempts")

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.mfa.stages.AuthenticateStage": "ekc.accounts.stages.SecondFactorStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def pre_login(self, request: HttpRequest, user: Any, **named: Any) -> HttpResponse | None:
        """Who knows the password and must come by the door of their organisation is told so, and not let in."""
        answer: HttpResponse | None = super().pre_login(request, user, **named)
        if answer is None and is_shut_for(request, user):
            clear_login(request)
            messages.error(request, str(SHUT))
            answer = redirect("account_login")
        return answer

    def format_email_subject(self, subject: str) -> str:
        # allauth puts the host name before it, which tells the reader nothing.
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail leaves through the outbox like all mail: it waits where the mail server is down (R117)."""
        known = {"request": self.request, "email": email, "current_site": get_current_site(self.request)}
        mail = self.render_mail(template_prefix, email, {**known, **context})
        queue_message(
            key=f"{template_prefix}:{uuid.uuid4().hex}"[-120:],
            to=email,
            subject=mail.subject,
            body=str(mail.body),
            about=context.get("user"),
        )


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Uw tweede stap is verplicht. Stel eerst een andere in."),
        "cannot_generate_recovery_codes": _("Stel eerst de app of een sleutel in. Daarna kunt u noodcodes maken."),
        "incorrect_code": _("Deze code klopt niet. Wacht op een nieuwe code in uw app en vul die in."),
    }

    def encrypt(self, text: str) -> str:
        return encrypt(text, purpose=_PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text, purpose=_PURPOSE)

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        return {**super().get_public_key_credential_rp_entity(), "name": self.get_totp_issuer()}
