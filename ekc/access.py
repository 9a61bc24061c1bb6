"""The one door through which a view fetches what belongs to a file (design 4.2).

It starts at `for_user`, checks the right, and writes the read log. A stranger's address and an
address that does not exist get the same 404; who may see the file but not do this gets 403.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

import rules
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from ekc.audit.codes import Outcome, ReadAction
from ekc.audit.domain import record_list, record_read

ModelT = TypeVar("ModelT", bound=Model)


def fetch(
    request: HttpRequest,
    queryset: QuerySet[ModelT],
    *,
    perm: str,
    what: str,
    action: ReadAction = ReadAction.READ,
    **lookup: Any,
) -> ModelT:
    """Fetch one object of a file for this person, or refuse; one read line whatever comes of it.

    `queryset` has `for_user`; `perm` is the name of a permission in a `rules.py`; `what` says in a
    few Dutch words what is read. The object has a `case_number`. The first `lookup` value stands in the
    log where nothing is found: it is what was asked for, never a name.

    Raises Http404 for what this person may not see and for what does not exist, PermissionDenied for
    what they may see but not do. Call it outside a transaction that the exception would roll back:
    the line of the refusal must stay.
    """
    reference = str(next(iter(lookup.values()), ""))[:40]
    found: ModelT | None = None
    # No row holds a NUL, and PostgreSQL does not even take the question.
    if not any("\0" in str(value) for value in lookup.values()):
        found = queryset.for_user(request.user).filter(**lookup).first()  # type: ignore[attr-defined]
    if found is None:
        record_read(request, case_number=reference, what=what, action=action, outcome=Outcome.NOT_FOUND)
        raise Http404
    number: str = found.case_number  # type: ignore[attr-defined]
    if not rules.has_perm(perm, request.user, found):
        record_read(request, case_number=number, what=what, action=action, outcome=Outcome.REFUSED)
        raise PermissionDenied
    record_read(request, case_number=number, what=what, action=action)
    return found


def require(request: HttpRequest, perm: str, obj: Any = None) -> None:
    """Refuse with 404 whoever lacks a right that has no object: other roles need not know the page exists.

    The refusal leaves a read line; a page that shows something of a file writes its own.
    """
    if not rules.has_perm(perm, request.user, obj):
        number = getattr(obj, "case_number", "")
        record_read(request, case_number=number, what=perm, outcome=Outcome.REFUSED)
        raise Http404


def shown(request: HttpRequest, rows: Iterable[Any], *, what: str) -> list[Any]:
    """Make the rows of a list page and write one read line per case on it.

    A search that finds nothing is a search too: it leaves one line without a case (R30).
    """
    found = list(rows)
    numbers = sorted({row.case_number for row in found})
    record_list(request, case_numbers=numbers or [""], what=what)
    return found
