"""Random figures over the whole grid, as they are published, for the attacker of `attack`.

Three tables over the same families and forms: two of counts, of which the second has percentages (as statements
have), and marks with their number, mean, spread and median. Each in every quarter, half year, year and all of it; every
region, all, and the rest beside a region; every programme, all, and two together; with and without a variant; and in an
edition that was made before some families came in.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import scipy.sparse as sparse

from reports.catalogue.cells import count, mark, quantile, share, spread
from reports.codes import Audience
from reports.moving import MARK_REACH, QUANTILE_STEP, least_spread
from reports.protecting import NOTHING, RULES, Gate, Rules

from .attack import Attack, crossed, parts

MARKS = np.array([3, 6, 7, 8, 10])
"""What can be given; as days of a median seven times as much."""
MOST_PLACES = 20
"""Of combinations of quarter, region, programme, variant and moment: beyond it a case takes seconds."""


@dataclass(frozen=True)
class Axis:
    """One dimension of the grid: of which of its parts a selection can be, and which selections are one step wider, or
    are a part of what was put together."""

    size: int
    groups: tuple[tuple[int, ...], ...]

    @property
    def matrix(self) -> sparse.csr_matrix:
        found = np.zeros((len(self.groups), self.size))
        for at, members in enumerate(self.groups):
            found[at, members] = 1
        return sparse.csr_matrix(found)

    def wider(self, at: int) -> list[int]:
        """The smallest groups that hold this one."""
        mine = set(self.groups[at])
        holding = [other for other, each in enumerate(self.groups) if mine < set(each)]
        return [
            each
            for each in holding
            if not any(set(self.groups[other]) < set(self.groups[each]) for other in holding if other != each)
        ]


def _some_of(size: int) -> tuple[tuple[int, ...], ...]:
    """Each, all, and all but one."""
    groups = [(at,) for at in range(size)]
    groups += [tuple(at for at in range(size) if at != left) for left in range(size)] if size > 2 else []
    return tuple(dict.fromkeys([*groups, tuple(range(size))]))


PERIODS = Axis(5, ((0,), (1,), (2,), (3,), (0, 1), (2, 3), (0, 1, 2, 3), (0, 1, 2, 3, 4)))
"""Quarters, half years, the year, and everything with the years around it."""


def grid_of(draw: np.random.Generator) -> list[Axis]:
    """Periods, and some of the other dimensions: not more than can be solved."""
    sizes = {"region": 3, "programme": 3, "variant": 2, "moment": 2}
    found, places = {}, PERIODS.size
    for name in draw.permutation(sorted(sizes)):
        size = int(draw.integers(1, sizes[name] + 1))
        found[name] = size if places * size <= MOST_PLACES else 1
        places *= found[name]
    moments = Axis(2, ((0,), (0, 1))) if found["moment"] == 2 else Axis(1, ((0,),))
    return [
        PERIODS,
        *(Axis(found[each], _some_of(found[each])) for each in ("region", "programme", "variant")),
        moments,
    ]


class World:
    """What is true over the grid, and what the gate lets through of each selection."""

    def __init__(self, seed: int, rules: Rules) -> None:
        draw = np.random.default_rng(seed)
        self.axes, self.rules = grid_of(draw), rules
        self.around = crossed(*(axis.matrix for axis in self.axes))
        rows, others = int(draw.integers(2, 5)), int(draw.integers(2, 4))
        places = self.around.shape[1]
        weight = draw.choice([0.1, 0.5, 2, 6], size=(rows, 1)) * draw.choice([0.2, 1, 3], size=(1, places))
        self.first = draw.poisson(weight)
        shares = draw.dirichlet(np.full(others, 0.5))
        self.second = draw.multinomial(self.first.sum(axis=0), shares).T
        given = draw.dirichlet(np.full(len(MARKS), 0.7))
        self.marks = draw.multinomial(draw.poisson(self.first.sum(axis=0) * draw.choice([0.4, 1.5, 6])), given).T
        self.sizes = self.around @ self.first.sum(axis=0)
        every = [np.asarray(each @ self.around.T) for each in (self.first, self.second, self.marks)]
        stacked = np.ascontiguousarray(np.vstack(every).T.astype(np.int64))
        self.draws = [hashlib.sha256(each.tobytes()).hexdigest() for each in stacked]
        self.nearly = [self._nearly(at) for at in np.ndindex(*(len(axis.groups) for axis in self.axes))]

    def _nearly(self, at: tuple[int, ...]) -> bool:
        """Whether a selection is nearly one that is a step wider. Of editions nobody knows what comes after them."""
        shape = tuple(len(axis.groups) for axis in self.axes)
        mine = self.sizes[np.ravel_multi_index(at, shape)]
        for which, axis in enumerate(self.axes[:-1]):
            for other in axis.wider(at[which]):
                beside = self.sizes[np.ravel_multi_index((*at[:which], other, *at[which + 1 :]), shape)]
                if 0 < beside - mine < self.rules.below:
                    return True
        return False

    def gate(self, at: int) -> Gate:
        rules = replace(self.rules, below=NOTHING) if self.nearly[at] else self.rules
        return Gate(rules, self.draws[at])


def random_attack(seed: int, audience: Audience) -> Attack:
    """The attacker of a random world, with all that is published in it."""
    rules = RULES[audience]
    assert rules is not None
    world = World(seed, rules)
    tables = (world.first, world.second, world.marks)
    attack = Attack(rules, np.concatenate([each.ravel() for each in tables]))
    for at in range(len(tables)):
        _counts(attack, world, at)
    _shares(attack, world)
    _of_marks(attack, world)
    same = [_wide(world, at, sparse.csr_matrix(np.ones((1, len(tables[at]))))) for at in (0, 1)]
    attack.equal_none(same[0] - same[1])
    _nobody_between(attack, world)
    return attack


def _wide(
    world: World, at: int, inner: sparse.csr_matrix, around: sparse.csr_matrix | None = None
) -> sparse.csr_matrix:
    """Sums over the unknowns of all tables, of which they are about one."""
    around = sparse.identity(world.around.shape[1], format="csr") if around is None else around
    sums = sparse.kron(inner, around, format="csr")
    blocks = [
        sums if each == at else sparse.csr_matrix((sums.shape[0], table.size))
        for each, table in enumerate((world.first, world.second, world.marks))
    ]
    return sparse.hstack(blocks, format="csr")


def _counts(attack: Attack, world: World, at: int) -> None:
    """Every count of a table and its total, in every selection."""
    table = (world.first, world.second, world.marks)[at]
    inner = parts(len(table), [range(len(table))])
    wide = _wide(world, at, inner, world.around)
    of = "cijfers" if at == 2 else "zaken"
    numbers = np.asarray(inner @ (table @ world.around.T)).astype(int)
    gates = [world.gate(each) for each in range(world.around.shape[0])]
    cells = [gates[each].cell(count(int(number), of)) for row in numbers for each, number in enumerate(row)]
    silent = np.tile(np.array(world.nearly), inner.shape[0])
    # That nobody at all is in a selection is told by another one that says the same; no hidden number is left there.
    somebody = np.tile(np.asarray(world.around @ table.sum(axis=0)) > 0, inner.shape[0])
    spoken = np.flatnonzero(~silent)
    attack.learn(wide[spoken], [cells[each] for each in spoken], somebody[spoken])
    attack.hide(wide, np.flatnonzero(silent & somebody))
    if at == 0:
        _told_by_silence(attack, world)


def _told_by_silence(attack: Attack, world: World) -> None:
    """Of what is not told because it is nearly the same as what is wider: that they differ, if only that."""
    one = sparse.csr_matrix(np.ones((1, len(world.first))))
    sizes = _wide(world, 0, one, world.around)
    whole = sizes[[-1]]
    for at in np.flatnonzero(world.nearly):
        attack.at_most(sizes[[at]] - whole, np.array([-1]))


def _nobody_between(attack: Attack, world: World) -> None:
    """Two selections that say the same everywhere: nobody is in the one and not in the other."""
    first: dict[str, int] = {}
    pairs = []
    for at, draw in enumerate(world.draws):
        if draw in first and not (world.nearly[at] or world.nearly[first[draw]]):
            pairs.append((at, first[draw]))
        first.setdefault(draw, at)
    if pairs:
        between = world.around[[at for at, _same in pairs]] - world.around[[same for _at, same in pairs]]
        for each, table in enumerate((world.first, world.second, world.marks)):
            attack.equal_none(_wide(world, each, sparse.csr_matrix(np.ones((1, len(table)))), between))


def _shares(attack: Attack, world: World) -> None:
    """The percentage of the first two rows of the second table together."""
    inner = sparse.csr_matrix([[1.0, 1.0, *([0.0] * (len(world.second) - 2))]])
    both = np.asarray(world.second[:2].sum(axis=0) @ world.around.T).astype(int)
    of = np.asarray(world.second.sum(axis=0) @ world.around.T).astype(int)
    gates = [world.gate(at) for at in range(len(of))]
    shown = [gates[at].cell(share(int(both[at]), int(of[at]), "zaken")) for at in range(len(of))]
    bases = [gates[at].cell(count(int(of[at]), "zaken")) for at in range(len(of))]
    attack.learn_shares(_wide(world, 1, inner, world.around), shown, bases)


def _of_marks(attack: Attack, world: World) -> None:
    """Mean, spread and median, of each selection that has them."""
    numbers = np.asarray(world.marks @ world.around.T).astype(int)
    found: list[tuple[int, np.ndarray, float]] = []
    for at in range(numbers.shape[1]):
        given = dict(zip(map(int, MARKS), map(int, numbers[:, at]), strict=True))
        mean = world.gate(at).cell(mark(int(numbers[:, at] @ MARKS), sum(given.values()), "cijfers"))
        if mean.value is None:
            continue
        tenths, gate = (mean.part or 0) / 10, world.gate(at)
        found += [(at, *each) for each in _mean(tenths)]
        squares = int(numbers[:, at] @ MARKS**2)
        beside = gate.cell(mark(int(numbers[:, at] @ MARKS), sum(given.values()), "cijfers", squares)).spread
        fewest = max(sum(given.values()) - 3, 2)
        if beside is not None:
            # Of the margin of a comparison: halves upward.
            found.append((at, *_spread(tenths, 0, beside, fewest)[0]))
        apart = gate.cell(spread(given, "cijfers"))
        if apart.value is not None:
            part = (apart.part or 0) / 10
            least = 0 if part <= least_spread(apart.base or 0) + 0.35 else part - 0.25
            found += [(at, *each) for each in _spread(tenths, least, part + 0.25, fewest)]
        middle = gate.cell(quantile({7 * each: times for each, times in given.items()}, 2, "cijfers"))
        if middle.value is not None:
            for beyond in (7 * MARKS > middle.value + QUANTILE_STEP, 7 * MARKS < middle.value - QUANTILE_STEP):
                found.append((at, beyond - 0.5, 0.5))
    if found:
        around = world.around.toarray()[[at for at, _each, _most in found]]
        each = np.array([each for _at, each, _most in found])
        sums = (each[:, :, None] * around[:, None, :]).reshape(len(found), -1)
        before = sparse.csr_matrix((len(found), world.first.size + world.second.size))
        attack.at_most(sparse.hstack([before, sparse.csr_matrix(sums)]), np.array([most for *_rest, most in found]))


Inequality = tuple[np.ndarray, float]
"""By how much each mark counts, and what these make together at most."""


def _mean(tenths: float) -> Iterator[Inequality]:
    """A mean that was rounded, of a sum that was moved. What is at an end of the scale may have been beyond it."""
    if tenths < 10:
        yield MARKS - tenths - 0.05, MARK_REACH
    if tenths > 1:
        yield tenths - 0.05 - MARKS, MARK_REACH


def _spread(tenths: float, low: float, high: float, fewest: int) -> list[Inequality]:
    """How far marks lie from the mean that is seen, by how far they lie apart and how far that mean can be off. He is
    given to within three of how many they are."""
    off = 0.05 + MARK_REACH / fewest
    squares = (MARKS - tenths) ** 2
    return [(squares - high**2 - off**2, -(high**2)), (low**2 - squares, low**2)]


# --- a family that lies between ---------------------------------------------------------------------------------------


def guesses_right(seed: int, rules: Rules, *, rows: int = 6, anew: bool = True) -> bool:
    """A programme of one family, beside two large ones, in quarter, half year, year and all: whether its row is guessed
    by who takes the others from the whole. Both others and the whole are published. The guess is the row that is most
    above what the two others make. Not `anew`: the same number is moved alike in all of them."""
    draw = np.random.default_rng(seed)
    mine = int(draw.integers(rows))
    large = draw.poisson(draw.choice([12, 40], size=(2, rows, 1)), size=(2, rows, 4)).cumsum(axis=2)
    whole = large.sum(axis=0)
    whole[mine] += 1
    above = np.zeros(rows)
    for period, numbers in product(range(4), [whole, large[0], large[1]]):
        seen = _seen(numbers[:, period], rules, anew)
        above += seen if numbers is whole else -seen
    best = np.flatnonzero(above == above.max())
    return bool(draw.choice(best) == mine)


def _seen(numbers: Sequence[int], rules: Rules, anew: bool) -> np.ndarray:
    drawn = hashlib.sha256(np.asarray(numbers, dtype=np.int64).tobytes()).hexdigest()
    gate = Gate(rules, drawn if anew else "")
    return np.array([gate.cell(count(int(number), "zaken")).value or 0 for number in numbers], dtype=float)


def rows_that_change(seed: int, rules: Rules, *, rows: int = 30, anew: bool = True) -> tuple[int, int]:
    """Of a selection and the same with one family more, which is in one row: in how many of the other rows another
    number is seen, and in how many the same. Where all others stay, laying both beside each other gives the row."""
    draw = np.random.default_rng(seed)
    numbers = draw.poisson(25, size=rows)
    more = numbers.copy()
    more[0] += 1
    one, other = _seen(numbers, rules, anew)[1:], _seen(more, rules, anew)[1:]
    return int((one != other).sum()), int((one == other).sum())
