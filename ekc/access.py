"""The one door through which a view fetches what belongs to a file (design 4.2).

It starts at `for_user`, checks the right, and writes the read log. A stranger's address and an
address that does not exist get the same 404; who may see the file but not do this gets 403.
"""

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

import rules
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from ekc.audit.acts import record_list, record_read
from ekc.audit.codes import Outcome, ReadAction

ModelT = TypeVar("ModelT", bound=Model)


class ForReader(Generic[ModelT]):
    """A question that is written once, in place of a queryset (`ekc.written_once`).

    `find` gets the reader and the number of the case in the address, and starts at `for_user` as well.
    """

    def __init__(self, find: Callable[[Any, str], ModelT | None]) -> None:
        self.find = find


def fetch(
    request: HttpRequest,
    queryset: QuerySet[ModelT] | ForReader[ModelT],
    *,
    perm: str,
    what: str,
    action: ReadAction = ReadAction.READ,
    case_number: str | None = None,
    **lookup: Any,
) -> ModelT:
    """Fetch one object of a file for this person, or refuse; one read line whatever comes of it.

    `queryset` has `for_user`; `perm` is the name of a permission in a `rules.py`; `what` says in a
    few Dutch words what is read. The object has a `case_number`. `case_number` is the number in the address, of a
    page within a case: only rows of that case are found (`of_case`), and it stands in the log also where nothing is.
    Without it the line of what is not found names no case: a key of a row of another table is none.

    Raises Http404 for what this person may not see and for what does not exist, PermissionDenied for
    what they may see but not do. Call it outside a transaction that the exception would roll back:
    the line of the refusal must stay.
    """
    found: ModelT | None = None
    # No row holds a NUL, and PostgreSQL does not even take the question.
    if not any("\0" in str(value) for value in (case_number, *lookup.values())):
        found = _found(request.user, queryset, case_number, lookup)
    if found is None:
        asked = (case_number or "")[:40]
        record_read(request, case_number=asked, what=what, action=action, outcome=Outcome.NOT_FOUND)
        raise Http404
    number: str = found.case_number  # type: ignore[attr-defined]
    if not rules.has_perm(perm, request.user, found):
        record_read(request, case_number=number, what=what, action=action, outcome=Outcome.REFUSED)
        raise PermissionDenied
    record_read(request, case_number=number, what=what, action=action)
    return found


def _found(
    user: Any, queryset: QuerySet[ModelT] | ForReader[ModelT], case_number: str | None, lookup: dict[str, Any]
) -> ModelT | None:
    if isinstance(queryset, ForReader):
        return queryset.find(user, case_number or "")
    reachable: Any = queryset.for_user(user)  # type: ignore[attr-defined]
    if case_number is not None:
        reachable = reachable.of_case(case_number)
    # One row whatever the order: to sort by costs as much of the processor as the rest of the question.
    return next(iter(reachable.filter(**lookup).order_by()[:1]), None)


def require(request: HttpRequest, perm: str) -> None:
    """Refuse with 404 whoever lacks a right that has no object: other roles need not know the page exists.

    The refusal leaves a read line without a case; a page that shows something of a file writes its own.
    """
    if not rules.has_perm(perm, request.user):
        record_read(request, case_number="", what=perm, outcome=Outcome.REFUSED)
        raise Http404


def shown(request: HttpRequest, rows: Iterable[Any], *, what: str) -> list[Any]:
    """Make the rows of a list page and write one read line per case on it.

    A search that finds nothing is a search too: it leaves one line without a case (R30).
    """
    found = list(rows)
    numbers = sorted({row.case_number for row in found})
    record_list(request, case_numbers=numbers or [""], what=what)
    return found
