"""Merging two rows of one table, and undoing it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ekc.accounts.models import User
from ekc.links import LINK_FIELDS, LINKS, kind_of
from ekc.outbox.codes import DueState
from ekc.outbox.models import DueRow, Message
from ekc.refusal import Refusal
from ekc.turns import Turn, wait_for

from .hangings import HANGINGS, Hanging, How, hangings_of, pairs_of
from .ledger import Ledger, put_back
from .models import Merge
from .one import two_are_one
from .preview import double_stands, refuse_what_cannot_come
from .uniting import unite


def one_merge_at_a_time() -> None:
    """Wait until no other merge of cases or organisations is under way; until the end of the transaction.

    A merge changes rows that point to either of the two, and those may be in another merge: call it before any lock.
    """
    wait_for(Turn.MERGING)


@transaction.atomic
def merge_rows(
    keep: Any,
    double: Any,
    *,
    by: User,
    answers: Mapping[str, str] | None,
    settle_own: Callable[[], None],
    afterwards: Callable[[Ledger], None] | None = None,
    beside: Iterable[models.Model] = (),
    derived: Collection[str] = (),
    case_number: str = "",
) -> Merge:
    """Everything that hangs on `double` comes to `keep`, as each table was declared; `settle_own` does their columns.

    The caller has locked both. `answers` by the key of the questions of the preview; None keeps what stands with
    `keep`. What changed is written down, so that it can be undone; `beside` are rows that `settle_own` may change too,
    `derived` the columns of `keep` that the program reckons by itself. `afterwards` tells others, who watch in the
    ledger what they change by it. Raises Refusal.
    """
    refuse_what_cannot_come(keep, double)
    hangings = hangings_of(type(double))
    ledger = Ledger({keep._meta.label_lower: derived})
    ledger.watch([keep, double, *beside])
    for hanging in hangings:
        ledger.watch([*hanging.rows_of(keep), *hanging.rows_of(double)])
    settle_own()
    with two_are_one():
        for hanging in hangings:
            if hanging.how == How.SETTLED and hanging.settle is not None:
                hanging.settle(keep, double)
            elif hanging.becomes(keep) == How.MOVES:
                _move_or_refuse(hanging, keep, double, answers, ledger)
        if afterwards is not None:
            afterwards(ledger)
    made: Merge = Merge.objects.create(
        kind=keep._meta.label_lower,
        kept_id=keep.pk,
        double_kind=double._meta.label_lower,
        double_id=double.pk,
        case_number=case_number,
        by=by,
        changes=ledger.changes(),
    )
    return made


@transaction.atomic
def undo_merge(merge: Merge, *, by: User, reason: str) -> Merge:
    """Make every row again what it was before the merge; what was written down since with who was kept, stays there.

    Raises Refusal without a reason, when it was undone already, while a later merge of the same rows stands, and when
    something that the merge changed was changed again.
    """
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom dit niet klopt."), at="reason")
    locked: Merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if locked.undone_at is not None:
        raise Refusal(_("Dit is al ongedaan gemaakt."))
    later = Merge.objects.standing().filter(pk__gt=locked.pk)
    if any(_touched(each) & _touched(locked) for each in later):
        raise Refusal(_("Hierna is er nog een keer samengevoegd. Maak eerst het laatste ongedaan."))
    with two_are_one():
        put_back(locked.changes)
    locked.undone_at, locked.undone_by, locked.undone_reason = timezone.now(), by, reason.strip()
    locked.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    return locked


def _touched(merge: Merge) -> set[tuple[str, Any]]:
    """The two rows that it was about, and every row that it changed."""
    both = {(merge.kind, merge.kept_id), (merge.double_kind, merge.double_id)}
    return both | {(each["model"], each["pk"]) for each in merge.changes}


def _move_or_refuse(
    hanging: Hanging, keep: Any, double: Any, answers: Mapping[str, str] | None, ledger: Ledger
) -> None:
    try:
        with transaction.atomic():
            _move(hanging, keep, double, answers, ledger)
    except IntegrityError:
        title = hanging.title or hanging.model._meta.verbose_name_plural
        generic = _("Deze twee kunnen niet één worden: dat past niet bij wat vastligt (%(what)s).") % {"what": title}
        raise Refusal(str(hanging.impossible) or generic) from None


def _move(hanging: Hanging, keep: Any, double: Any, answers: Mapping[str, str] | None, ledger: Ledger) -> None:
    for mine, theirs in pairs_of(hanging, keep, double):
        if double_stands(hanging, mine, theirs, answers):
            _give_way(hanging, mine, to=theirs, ledger=ledger)
        else:
            _give_way(hanging, theirs, to=mine, ledger=ledger)
    if type(keep) is type(double):
        hanging.rows_of(double).update(**{hanging.field: keep.pk})
    else:
        _move_across(hanging, keep, double, ledger)


def _move_across(hanging: Hanging, keep: Any, double: Any, ledger: Ledger) -> None:
    """The rows are of a row of another table from now on; those of a table of their own are made there."""
    table, column = hanging.column_for(keep)
    for row in hanging.rows_of(double):
        if table is type(row):
            setattr(row, hanging.field, None)
            setattr(row, column, keep)
            hanging.crosses(row, keep)
            row.save()
            continue
        others = {
            field.attname: getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if not field.primary_key and field.name != hanging.field
        }
        made, is_new = table._base_manager.get_or_create(**others, **{column: keep})
        if is_new:
            ledger.note_made(made)
        row.delete()


def _give_way(hanging: Hanging, row: Any, *, to: Any, ledger: Ledger) -> None:
    """`row` goes, and what it knew and what hung on it stays with `to`. Raises Refusal where they cannot be one."""
    if why := hanging.clash(to, row):
        raise Refusal(str(why))
    hung = list(_all_below(row))
    named = list(_named(row))
    ledger.watch([*hung, *named])
    of_both = {name: getattr(hanging, name) for name in ("fills", "either", "joins", "first", "last")}
    unite(to, row, **of_both)
    for field, child in below(row):
        if not _try(child, **{field.attname: to.pk}):
            _go_to_twin(child, field.name, row, to=to, ledger=ledger)
    for message_or_due in named:
        _point_to(message_or_due, to)
    link = _link_of(row, to)
    row.delete()
    if link:
        for name, value in link.items():
            setattr(to, name, value)
    to.save()


def _go_to_twin(child: Any, field: str, row: Any, *, to: Any, ledger: Ledger) -> None:
    """`to` has such a row already: the child goes as any row that gives way, by what is declared of its table."""
    model = type(child)
    declared = next((each for each in HANGINGS if each.model is model), Hanging(model, field))
    hanging = replace(declared, field=field, same=None)
    for mine, theirs in pairs_of(hanging, to, row):
        if theirs.pk == child.pk:
            ledger.watch([mine])
            _give_way(hanging, theirs, to=mine, ledger=ledger)


def _link_of(row: Any, to: Any) -> dict[str, Any]:
    """Of two personal links one opens; whoever holds the other hears that there is a newer one."""
    if row._meta.label_lower not in LINKS or not row.token_hash:
        return {}
    if not to.token_hash:
        return {name: getattr(row, name) for name in (*LINK_FIELDS, *kind_of(row).own_fields)}
    return {"spent_hashes": [*to.spent_hashes, *row.spent_hashes, row.token_hash]}


def below(row: Any) -> Iterator[tuple[Any, Any]]:
    """What hangs on a row, with the column by which it does; copies of the history are no rows."""
    for relation in row._meta.get_fields(include_hidden=True):
        model = relation.related_model
        points_here = relation.auto_created and (relation.one_to_many or relation.one_to_one)
        if not points_here or hasattr(model, "pgh_tracked_model"):
            continue
        for child in model._base_manager.filter(**{relation.field.name: row.pk}):
            yield relation.field, child


def _all_below(row: Any) -> Iterator[Any]:
    for _field, child in below(row):
        yield child
        yield from _all_below(child)


def _named(row: Any) -> Iterable[Any]:
    """Mail and terms that name a row by its kind and number."""
    kind = row._meta.label_lower
    yield from Message.objects.filter(about_kind=kind, about_id=row.pk)
    yield from DueRow.objects.filter(object_type=kind, object_id=row.pk)


def _point_to(thing: Any, to: Any) -> None:
    if isinstance(thing, Message):
        _try(thing, about_id=to.pk)
    elif not _try(thing, object_id=to.pk) and thing.state == DueState.WAITING:
        DueRow.objects.filter(pk=thing.pk).update(state=DueState.CANCELLED)


def _try(row: Any, **values: Any) -> bool:
    """Set columns of a row, unless the other one has the same already: then it goes with what it hung on."""
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**values)
    except IntegrityError:
        return False
    return True
