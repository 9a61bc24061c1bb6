"""Writing the read log. If the line cannot be written, the page is not shown: nothing is caught here (R32)."""

from collections.abc import Iterable

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from .codes import Outcome, ReadAction
from .models import ReadLine


def _line(
    request: HttpRequest, *, action: str, case_number: str, what: str, outcome: str, address: str | None
) -> ReadLine:
    user = request.user if request.user.is_authenticated else None
    match = request.resolver_match
    return ReadLine(
        user=user,
        user_name=user.full_name if user else "",
        role=user.role if user else "",
        action=action,
        # An address or a search may hold a NUL, which PostgreSQL does not take; the line must stay (R32).
        case_number=case_number.replace("\0", "\N{REPLACEMENT CHARACTER}"),
        what=what[:80],
        route=(match.view_name if match else "") or "",
        outcome=outcome,
        address=address,
    )


def _address(request: HttpRequest) -> str | None:
    """Where the person sits, behind the proxies that the settings trust; None where that is unknown."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return None


def record_read(
    request: HttpRequest,
    *,
    case_number: str,
    what: str,
    action: ReadAction = ReadAction.READ,
    outcome: Outcome = Outcome.SHOWN,
) -> None:
    """Write one line: this person saw `what` of this case, or was refused it."""
    _line(request, action=action, case_number=case_number, what=what, outcome=outcome, address=_address(request)).save()


def record_list(
    request: HttpRequest,
    *,
    case_numbers: Iterable[str],
    what: str,
    action: ReadAction = ReadAction.SEARCH,
) -> None:
    """Write one line per case on a list page, in one statement (R30: lists included)."""
    address = _address(request)
    ReadLine.objects.bulk_create(
        _line(request, action=action, case_number=number, what=what, outcome=Outcome.SHOWN, address=address)
        for number in case_numbers
    )
