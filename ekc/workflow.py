"""Moves between states as data, and the one check that every act passes (design 4.1)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db.models import Model, TextChoices
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ekc.accounts.codes import Role
from ekc.refusal import Refusal


class Move(NamedTuple):
    """From `source`, `action` leads to `target`; `roles` may do it. Without roles it is the program's own."""

    source: str
    action: str
    target: str
    roles: frozenset[Role]


class Workflow:
    """The table of one kind of object: its moves, its states, and what an action is called on the screen."""

    def __init__(
        self,
        moves: tuple[Move, ...],
        *,
        states: type[TextChoices],
        labels: Mapping[str, str | Promise],
        thing: str | Promise,
    ) -> None:
        self.moves = moves
        self.states = states
        self.labels = labels
        self.thing = thing
        self.table = {(move.source, move.action): move for move in moves}
        self.actions = frozenset(move.action for move in moves)
        if len(self.table) != len(moves):
            raise ValueError("Two moves leave the same state by the same action.")
        if missing := self.actions - set(labels):
            raise ValueError(f"Actions without a label: {sorted(missing)}")

    def find(self, state: str, action: str, *, by: Any) -> Move:
        """The move that `by` (a user, or None for the program itself) makes from `state`.

        Raises Refusal, with the reason in Dutch, when the pair is not in the table or not this role's.
        """
        move = self.table.get((state, action))
        if move is None:
            raise Refusal(self._not_now(state, action))
        if by is not None and by.role not in move.roles:
            raise Refusal(
                format_lazy(
                    _("“{action}” hoort niet bij uw rol. Vraag het aan: {roles}."),
                    action=self.labels[action],
                    roles=", ".join(str(Role(role).label) for role in sorted(move.roles)) or _("niemand"),
                )
            )
        return move

    def allows(self, state: str, action: str, *, by: Any) -> bool:
        """Say whether `find` would give a move."""
        move = self.table.get((state, action))
        return move is not None and (by is None or by.role in move.roles)

    def sources(self, *actions: str) -> frozenset[str]:
        """The states from which one of these actions leads on. Raises ValueError for an action that does not exist."""
        if unknown := set(actions) - self.actions:
            raise ValueError(f"No actions of this table: {sorted(unknown)}")
        return frozenset(str(move.source) for move in self.moves if move.action in actions)

    def _not_now(self, state: str, action: str) -> str:
        sources = [str(self.states(move.source).label) for move in self.moves if move.action == action]
        if not sources:
            return str(_("Deze handeling bestaat niet."))
        return str(
            format_lazy(
                _("“{action}” kan nu niet: {thing} staat op “{state}”. Het kan alleen vanuit: {sources}."),
                action=self.labels[action],
                thing=self.thing,
                state=self.states(state).label,
                sources=", ".join(f"“{source}”" for source in sources),
            )
        )


def save_move(locked: Model, given: Model, values: Mapping[str, Any]) -> None:
    """Save `values` on the locked row, and give the caller's own object the same, stored values.

    An expression such as `F("meetings_held") + 1` is read back at once: left on the object, the next
    save would count it twice.
    """
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(values))
    if computed := [name for name, value in values.items() if hasattr(value, "resolve_expression")]:
        locked.refresh_from_db(fields=computed)
    for name in values:
        setattr(given, name, getattr(locked, name))
