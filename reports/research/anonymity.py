"""What is withheld of a family whose features few others have (R20; docs/adr/0050).

By what outsiders can know of a family (programme, region, days, kind of conference, its main persons) it is told from
fewer than `FEWEST` families of the whole project: step by step less is said of it, until enough others look the same.
The steps are the same for everybody and stand in the code book.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..exchange.codebook import CASELESS_COLUMNS, FORM_FILES, MAIN_PERSONS, REQUESTS
from .set_files import ResearchFile, Row
from .variables import REASONS, TEXTS, WITHHELD, Kind, Variable

FEWEST = 5
"""So many families at least look the same (the k of k-anonymity)."""
OF_A_PLACE = ("project", "region", "variant")
"""What a request says of the family besides its days."""
PERSONS, REQUEST = MAIN_PERSONS.removesuffix(".csv"), REQUESTS.removesuffix(".csv")
ANSWERS = frozenset(name.removesuffix(".csv") for name in FORM_FILES)
LINK, PROGRAMME = "case_id", "project"
QUARTER = CASELESS_COLUMNS[-1].name
EXACT, YEAR, NONE = "exact", "year", "none"
SAYS_NOTHING = frozenset(map(str, REASONS))


@dataclass(frozen=True)
class Step:
    """How much is said of a family. `persons`: which variables of its main persons (None: all); `linked`: whether they
    stand with the case; `places`: which of OF_A_PLACE."""

    words: str
    persons: frozenset[str] | None = None
    linked: bool = True
    days: str = EXACT
    places: tuple[str, ...] = OF_A_PLACE


_SOME = frozenset({"kind", "unborn", "age_band", "gender"})
STEPS = (
    Step("Alles"),
    Step("Van hoofdpersonen alleen de soort, de leeftijdsgroep en het geslacht", _SOME),
    Step("Van hoofdpersonen alleen of zij minderjarig of meerderjarig zijn", frozenset({"kind"})),
    Step("Hoofdpersonen staan niet bij de zaak", linked=False),
    Step("En van datums alleen het jaar", linked=False, days=YEAR),
    Step("En geen regio", linked=False, days=YEAR, places=(PROGRAMME, "variant")),
    Step("En geen datums en geen soort conferentie", linked=False, days=NONE, places=(PROGRAMME,)),
    Step("En geen programma", linked=False, days=NONE, places=()),
)
PERSON_STEPS: tuple[tuple[str, frozenset[str] | None], ...] = (
    ("Alles, met het programma", None),
    ("Alleen het programma, de soort, de leeftijdsgroep en het geslacht", _SOME | {PROGRAMME}),
    ("Alleen het programma, en of iemand minderjarig of meerderjarig is", frozenset({PROGRAMME, "kind"})),
    ("Alleen dat er een hoofdpersoon is", frozenset()),
)
"""Of main persons who do not stand with a case."""
ANSWER_STEPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Alles", EXACT, (PROGRAMME, "region")),
    ("Van het kwartaal alleen het jaar", YEAR, (PROGRAMME, "region")),
    ("En geen regio", YEAR, (PROGRAMME,)),
    ("En geen jaar", NONE, (PROGRAMME,)),
    ("En geen programma", NONE, ()),
)
"""Of answers to questionnaires: of those no case is known, so the families are those who met there and then."""


@dataclass(frozen=True)
class Item:
    """Something of which less and less can be said: what it looks like at each step, and of which families."""

    views: Sequence[Hashable]
    families: frozenset[int]


def settle(items: Sequence[Item]) -> list[int]:
    """The step of each item: the first at which `FEWEST` families look the same, among what no earlier step settled.

    Where too few are left at the end, the smallest groups that were settled come down to them. One past the last step:
    there are not enough families at all, and the item is left out.
    """
    steps = len(items[0].views) if items else 0
    at, left = [steps] * len(items), list(range(len(items)))
    groups: list[list[int]] = []
    for step in range(steps):
        found: dict[Hashable, list[int]] = defaultdict(list)
        for each in left:
            found[items[each].views[step]].append(each)
        enough = [members for members in found.values() if _families(items, members) >= FEWEST]
        groups += enough
        for members in enough:
            for each in members:
                at[each] = step
        settled = {each for members in enough for each in members}
        left = [each for each in left if each not in settled]
    while left and groups and _families(items, left) < FEWEST:
        smallest = min(groups, key=lambda members: (_families(items, members), -at[members[0]], members))
        groups.remove(smallest)
        left += smallest
    last = steps - 1 if _families(items, left) >= FEWEST else steps
    for each in left:
        at[each] = last
    return at


def _families(items: Sequence[Item], members: Sequence[int]) -> int:
    return len(frozenset().union(*(items[each].families for each in members)))


@dataclass(frozen=True)
class Known:
    """Which cases are of one family, and which families met in a quarter at a place: (programme, region, quarter)."""

    family_of: Mapping[int, int]
    met: Mapping[tuple[str, str, str], frozenset[int]]


@dataclass(frozen=True)
class Safe:
    """Files in which no family is told from fewer than `FEWEST`; and how many families, persons and groups of answers
    stand at each step, by the words of it."""

    files: list[ResearchFile]
    told: Mapping[str, Mapping[str, int]]


def safe_files(files: Sequence[ResearchFile], known: Known) -> Safe:
    """The files of a whole project, with what must be withheld. Without rows of cases where there are too few."""
    step_of = _steps_of_cases(files, known)
    made = [_of_cases(file, step_of) if file.name not in ANSWERS else file for file in files]
    persons, person_steps = _loose_persons(next(file for file in made if file.name == PERSONS), step_of, known)
    answer_step = _steps_of_answers(files, known)
    made = [persons if file.name == PERSONS else file for file in made]
    made = [_of_answers(file, answer_step) if file.name in ANSWERS else file for file in made]
    cases = Counter(step_of.values())
    told = {
        "gezinnen": {step.words: cases[at] for at, step in enumerate(STEPS)},
        "hoofdpersonen zonder zaak": {words: person_steps[at] for at, (words, _keeps) in enumerate(PERSON_STEPS)},
    }
    return Safe(made, told)


# --- cases ------------------------------------------------------------------------------------------------------------


def _steps_of_cases(files: Sequence[ResearchFile], known: Known) -> dict[int, int]:
    """The step of each case, by its key."""
    rows: dict[int, list[tuple[ResearchFile, Row]]] = defaultdict(list)
    for file in files:
        for owner, row in zip(file.owners, file.rows, strict=True):
            if owner is not None and file.name not in ANSWERS:
                rows[owner].append((file, row))
    keys = sorted(rows)
    items = [
        Item([_view(rows[key], step) for step in STEPS], frozenset({known.family_of.get(key, key)})) for key in keys
    ]
    return dict(zip(keys, settle(items), strict=True))


def _view(rows: Sequence[tuple[ResearchFile, Row]], step: Step) -> Hashable:
    """What outsiders could know a family by, as it is said at this step."""
    days, places, persons = set(), set(), []
    for file, row in rows:
        said = list(_said(file, row, step))
        if file.name == PERSONS:
            persons.append(tuple(value for variable, value in said if variable.name != LINK))
            continue
        when = tuple(value for variable, value in said if variable.kind == Kind.PERIOD)
        if when and step.days != NONE:
            days.add((file.name, when))
        if file.name == REQUEST:
            places |= {(variable.name, value) for variable, value in said if variable.name in OF_A_PLACE}
    return (
        frozenset(days),
        frozenset(places),
        tuple(sorted(persons, key=lambda each: [*map(str, each)])) if step.linked else (),
    )


def _said(file: ResearchFile, row: Row, step: Step) -> Iterator[tuple[Variable, object]]:
    """Each variable of a row of a case with what this step says of it."""
    for variable, value in zip(file.variables, row, strict=True):
        if _is_withheld(file, variable, step):
            yield variable, withheld(variable)
        else:
            yield variable, day_of(variable, value, step.days) if variable.kind == Kind.PERIOD else value


def _is_withheld(file: ResearchFile, variable: Variable, step: Step) -> bool:
    if file.name == REQUEST:
        return variable.name in OF_A_PLACE and variable.name not in step.places
    if file.name == PERSONS and step.persons is not None:
        return variable.name not in (LINK, PROGRAMME, *step.persons)
    return False


def withheld(variable: Variable) -> object:
    """What stands in place of a value that is not given."""
    return str(WITHHELD) if variable.kind in TEXTS else WITHHELD


def day_of(variable: Variable, value: object, how: str) -> object:
    """A period as it is, its year, or nothing; why there is none stays where it may be seen."""
    if how == NONE:
        return withheld(variable)
    return value if how == EXACT or str(value) in SAYS_NOTHING else str(value)[:4]


def _of_cases(file: ResearchFile, step_of: Mapping[int, int]) -> ResearchFile:
    """A file of cases as the step of each says; persons who are not to stand with their case as they were."""
    found: list[tuple[int | None, Row]] = []
    for owner, row in zip(file.owners, file.rows, strict=True):
        at = step_of[owner] if owner is not None else len(STEPS)
        if at == len(STEPS):
            continue
        loose = file.name == PERSONS and not STEPS[at].linked
        found.append((owner, row if loose else [value for _variable, value in _said(file, row, STEPS[at])]))
    return file.having(found)


def _loose_persons(
    file: ResearchFile, step_of: Mapping[int, int], known: Known
) -> tuple[ResearchFile, Mapping[int, int]]:
    """The file of main persons, with those who do not stand with a case; and how many of those are at each step."""
    pairs = list(zip(file.owners, file.rows, strict=True))
    loose = [(owner, row) for owner, row in pairs if owner is not None and not STEPS[step_of[owner]].linked]
    found = [(owner, row) for owner, row in pairs if owner is not None and STEPS[step_of[owner]].linked]

    def views(row: Row) -> list[Row]:
        return [_loose(file, row, keeps) for _words, keeps in PERSON_STEPS]

    items = [
        Item([tuple(view) for view in views(row)], frozenset({known.family_of.get(owner, owner)}))
        for owner, row in loose
    ]
    steps = settle(items)
    for (owner, row), at in zip(loose, steps, strict=True):
        if at < len(PERSON_STEPS):
            found.append((owner, views(row)[at]))
    return file.having([*found]), Counter(steps)


def _loose(file: ResearchFile, row: Row, keeps: frozenset[str] | None) -> Row:
    """A main person without the case, of whom these variables are said."""
    return [
        withheld(variable) if variable.name == LINK or (keeps is not None and variable.name not in keeps) else value
        for variable, value in zip(file.variables, row, strict=True)
    ]


# --- answers ----------------------------------------------------------------------------------------------------------


Place = tuple[str, str, str]


def _place_in(file: ResearchFile) -> Callable[[Row], Place]:
    at = [file.at(name) for name in (PROGRAMME, "region", QUARTER)]
    return lambda row: (str(row[at[0]]), str(row[at[1]]), str(row[at[2]]))


def _steps_of_answers(files: Sequence[ResearchFile], known: Known) -> dict[Place, int]:
    """The step of all answers of a programme, region and quarter."""
    answers = [file for file in files if file.name in ANSWERS]
    places = sorted({_place_in(file)(row) for file in answers for row in file.rows})
    items = [
        Item([_place_at(place, days, keeps) for _words, days, keeps in ANSWER_STEPS], known.met.get(place, frozenset()))
        for place in places
    ]
    return dict(zip(places, settle(items), strict=True))


def _place_at(place: Place, days: str, keeps: Sequence[str]) -> Place:
    project, region, quarter = place
    none = str(WITHHELD)
    when = {EXACT: quarter, YEAR: quarter[:4], NONE: none}[days]
    return (project if PROGRAMME in keeps else none, region if "region" in keeps else none, when)


def _of_answers(file: ResearchFile, step_of: Mapping[Place, int]) -> ResearchFile:
    place_in, names = _place_in(file), (PROGRAMME, "region", QUARTER)
    found: list[tuple[int | None, Row]] = []
    for row in file.rows:
        place = place_in(row)
        if step_of[place] == len(ANSWER_STEPS):
            continue
        _words, days, keeps = ANSWER_STEPS[step_of[place]]
        said = list(row)
        for name, value in zip(names, _place_at(place, days, keeps), strict=True):
            said[file.at(name)] = value
        found.append((None, said))
    return file.having(found)
