"""Steps between who somebody says to be and being in."""

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from .bindings import organisation_saw_second_factor


class SecondFactorStage(AuthenticateStage):
    """Our second factor, unless the organisation said that it asked one of its own."""

    def _should_handle(self, request: HttpRequest) -> bool:
        asked: bool = super()._should_handle(request)
        return asked and not organisation_saw_second_factor(request, self.login.user)
