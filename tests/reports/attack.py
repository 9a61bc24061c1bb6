"""An attacker of protected figures: everything that is published as inequalities, and how far a hidden number can lie.

He knows the rules of the gate, has every table over every part of the fixed grid, and solves for the least and the
largest that a hidden number can be (scipy's HiGHS). What he does not have is the key.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce

import numpy as np
import scipy.sparse as sparse
from scipy.optimize import linprog

from reports.catalogue.cells import Cell, count, share
from reports.codes import Audience
from reports.protecting import REACH, RULES, Gate, Rules

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

    def learn(self, sums: sparse.csr_matrix, cells: Sequence[Cell]) -> None:
        """Each row of `sums` says of which unknown numbers a cell is the sum."""
        ranges_of = {cell: range_of(cell, self.rules) for cell in set(cells)}
        ranges = np.array([ranges_of[cell] for cell in cells])
        self.left += [sums, -sums]
        self.right += [ranges[:, 1], -ranges[:, 0]]
        mine = [at for at, cell in enumerate(cells) if cell.value is None]
        if mine:
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
        self.left += [parts_of[seen], -parts_of[seen]]
        self.right += [most, -least]

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


def random_attack(seed: int, audience: Audience) -> Attack:
    """Two tables over the same units, in every quarter, half year and year, region and programme, and all together.

    The first has columns with their total; of the second the percentage of its first two rows together is published.
    """
    draw = np.random.default_rng(seed)
    rows, others, columns = draw.integers(2, 5), draw.integers(2, 4), draw.integers(1, 3)
    regions, programmes = draw.integers(1, 4), draw.integers(1, 3)
    places = (columns, 4, regions, programmes)
    weight = draw.choice([0.2, 0.7, 2, 6], size=(rows, 1, 1, 1, 1))
    weight = weight * draw.choice([0.3, 1, 2], size=(1, 1, 1, regions, 1))
    first = draw.poisson(np.broadcast_to(weight, (rows, *places)))
    shares = draw.dirichlet(np.full(others, 0.5))
    second = np.moveaxis(draw.multinomial(first.sum(axis=0), shares), -1, 0)
    true = np.concatenate([first.ravel(), second.ravel()])

    rules = RULES[audience]
    assert rules is not None
    attack = Attack(rules, true)
    nothing = [sparse.csr_matrix((1, first.size)), sparse.csr_matrix((1, second.size))]
    around = [parts(columns, everybody(columns)), parts(4, YEAR), parts(regions, everybody(regions))]
    around.append(parts(programmes, everybody(programmes)))
    gate = Gate(rules)
    for at, size in enumerate((rows, others)):
        sums = crossed(parts(size, [range(size)]), *around)
        wide = _beside(sums, nothing, at)
        numbers = (wide @ true).astype(int)
        seen = {number: gate.cell(count(int(number), "zaken")) for number in set(numbers)}
        attack.learn(wide, [seen[number] for number in numbers])
    groups = ((0, 1), range(others))
    two, whole = (_beside(crossed(parts(others, [group])[-1:], *around), nothing, 1) for group in groups)
    counted = list(zip((two @ true).astype(int), (whole @ true).astype(int), strict=True))
    shown = {pair: gate.cell(share(int(pair[0]), int(pair[1]), "zaken")) for pair in set(counted)}
    bases = {base: gate.cell(count(int(base), "zaken")) for _part, base in set(counted)}
    attack.learn_shares(two, [shown[pair] for pair in counted], [bases[base] for _part, base in counted])
    attack.same = _same_units(rows, others, places)
    return attack


def _beside(sums: sparse.csr_matrix, nothing: list[sparse.csr_matrix], at: int) -> sparse.csr_matrix:
    """The sums over the unknowns of both tables, of which they are about one."""
    empty = sparse.csr_matrix((sums.shape[0], nothing[1 - at].shape[1]))
    return sparse.hstack([sums, empty] if at == 0 else [empty, sums], format="csr")


def _same_units(rows: int, others: int, places: Sequence[int]) -> sparse.csr_matrix:
    """Both tables are about the same units, wherever."""
    each = sparse.identity(int(np.prod(places)), format="csr")
    one, other = (sparse.kron(np.ones((1, size)), each) for size in (rows, others))
    return sparse.hstack([one, -other], format="csr")


def some_hidden(attack: Attack, seed: int, most: int) -> Iterator[sparse.csr_matrix]:
    """A few of the sums that are hidden."""
    if not attack.hidden:
        return
    every = sparse.vstack(attack.hidden, format="csr")
    for at in np.random.default_rng(seed).permutation(every.shape[0])[:most]:
        yield every[[at]]
