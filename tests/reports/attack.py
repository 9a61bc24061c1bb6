"""An attacker of protected figures: everything that is published as inequalities, and how far a hidden number can lie.

He knows the rules of the gate, has every table over every part of the fixed grid and of an edition made before, and
solves for the least and the largest that a hidden number can be (scipy's HiGHS). What he does not have is the key.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce

import numpy as np
import scipy.sparse as sparse
from scipy.optimize import linprog

from reports.catalogue.cells import Cell
from reports.moving import REACH
from reports.protecting import Rules

WITHIN = 1
"""Whoever knows a number as closely as this knows it."""
SLACK = 1e-6


def range_of(cell: Cell, rules: Rules) -> tuple[int, int]:
    """Between which numbers a count lies, for who reads its cell and knows the rules."""
    if cell.value is None:
        return 0, rules.below - 1 + REACH
    around = REACH + rules.step // 2
    return max(rules.below, int(cell.value) - around), int(cell.value) + around


@dataclass
class Attack:
    """Inequalities over unknown numbers. `true` are what they are, to judge by and not to solve with."""

    rules: Rules
    true: np.ndarray
    left: list[sparse.csr_matrix] = field(default_factory=list)
    right: list[np.ndarray] = field(default_factory=list)
    same: sparse.csr_matrix | None = None
    hidden: list[sparse.csr_matrix] = field(default_factory=list)

    def learn(self, sums: sparse.csr_matrix, cells: Sequence[Cell], secret: np.ndarray | None = None) -> None:
        """Each row of `sums` says of which unknown numbers a cell is the sum; what is hidden is to be found where it is
        `secret`."""
        ranges_of = {cell: range_of(cell, self.rules) for cell in set(cells)}
        ranges = np.array([ranges_of[cell] for cell in cells])
        self.at_most(sums, ranges[:, 1])
        self.at_most(-sums, -ranges[:, 0])
        self.hide(sums, [at for at, cell in enumerate(cells) if cell.value is None and (secret is None or secret[at])])

    def at_most(self, sums: sparse.csr_matrix, most: np.ndarray) -> None:
        self.left.append(sparse.csr_matrix(sums))
        self.right.append(np.asarray(most, dtype=float))

    def equal_none(self, sums: sparse.csr_matrix) -> None:
        """That nobody is in these."""
        self.same = sums if self.same is None else sparse.vstack([self.same, sums], format="csr")

    def hide(self, sums: sparse.csr_matrix, mine: Sequence[int]) -> None:
        if len(mine):
            self.hidden.append(sums[mine])

    def learn_shares(self, parts_of: sparse.csr_matrix, cells: Sequence[Cell], bases: Sequence[Cell]) -> None:
        """Percentages of bases that are published: between which numbers their parts lie."""
        around = REACH + self.rules.step // 2
        seen = [at for at, cell in enumerate(cells) if cell.value is not None]
        if not seen:
            return
        shares = np.array([float(cells[at].value or 0) for at in seen])
        of = np.array([float(bases[at].value or 0) for at in seen])
        # A part that is more than its base is printed as the whole of it.
        most = np.where(shares == 100, np.inf, (shares + 0.5) * of / 100 + around)
        least = np.maximum(0, (shares - 0.5) * of / 100 - around)
        self.at_most(parts_of[seen], most)
        self.at_most(-parts_of[seen], -least)

    def known(self, wanted: sparse.csr_matrix) -> tuple[float, float]:
        """The least and the largest that a sum can be."""
        found = [self._solve(wanted, sign) for sign in (1, -1)]
        return found[0], -found[1]

    def gives_away(self, wanted: sparse.csr_matrix) -> bool:
        """Whether a sum is known to within one."""
        true = float((wanted @ self.true)[0])
        # The largest first: of a small number it nearly always suffices.
        if -self._solve(wanted, -1) > true + WITHIN + SLACK:
            return False
        return self._solve(wanted, 1) >= true - WITHIN - SLACK

    def _solve(self, wanted: sparse.csr_matrix, sign: int) -> float:
        if len(self.left) > 1:
            self.left, self.right = [sparse.vstack(self.left, format="csr")], [np.concatenate(self.right)]
            finite = np.isfinite(self.right[0])
            self.left, self.right = [self.left[0][finite]], [self.right[0][finite]]
        found = linprog(
            sign * wanted.toarray()[0],
            A_ub=self.left[0],
            b_ub=self.right[0],
            A_eq=self.same,
            b_eq=None if self.same is None else np.zeros(self.same.shape[0]),
            method="highs",
        )
        if found.status == 3:
            return -np.inf
        assert found.status == 0, found.message
        return float(found.fun)


def parts(size: int, groups: Sequence[Sequence[int]] = ()) -> sparse.csr_matrix:
    """Each of `size` by itself, and together in these groups."""
    rows = [[at] for at in range(size)] + [list(group) for group in groups]
    found = np.zeros((len(rows), size))
    for at, members in enumerate(rows):
        found[at, members] = 1
    return sparse.csr_matrix(found)


def crossed(*sides: sparse.csr_matrix) -> sparse.csr_matrix:
    """Every combination of a part of each side."""
    return reduce(lambda one, other: sparse.kron(one, other, format="csr"), sides)


def everybody(size: int) -> list[range]:
    return [range(size)] if size > 1 else []


YEAR = ((0, 1), (2, 3), (0, 1, 2, 3))
"""Half years, and the year, of four quarters."""


def some_hidden(attack: Attack, seed: int, most: int) -> Iterator[sparse.csr_matrix]:
    """A few of the sums that are hidden."""
    if not attack.hidden:
        return
    every = sparse.vstack(attack.hidden, format="csr")
    for at in np.random.default_rng(seed).permutation(every.shape[0])[:most]:
        yield every[[at]]
