"""What reads does not write, what shows leaves writing to an act, and no room imports from one that uses it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

APPS = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports", "demo")
WRITES = {
    *("save", "create", "update", "delete", "get_or_create", "update_or_create", "bulk_create", "bulk_update"),
    *("aget_or_create", "acreate", "asave", "adelete", "aupdate", "select_for_update"),
}
READING = ("reads", "queries", "querysets")
# From the bottom to the top. The forms of an aanmelding say what can be answered; what shows the answers reads them.
RANK = {"reads": 0, "acts": 1, "forms": 2, "views": 3}
EXEMPT = ("cases.referral.reads.answers", "cases.referral.reads.step_page", "cases.referral.reads.steps")


def modules() -> Iterator[tuple[str, Path]]:
    root = Path(settings.BASE_DIR)
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(root)), path


def rooms_of(name: str) -> set[str]:
    return set(name.removesuffix(".py").split("/"))


def writes_in(source: str) -> list[str]:
    """Calls that write rows. Not `context.update`, on no queryset, and not a form, which calls an act."""
    return [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and not (node.func.attr == "update" and isinstance(node.func.value, ast.Name | ast.Attribute))
        and ast.unparse(node.func) not in ("form.save", "forms.save")
    ]


@pytest.mark.parametrize("room", READING)
def test_what_reads_writes_nothing(room: str) -> None:
    looked_at = {name: writes_in(path.read_text()) for name, path in modules() if room in rooms_of(name)}
    assert looked_at
    assert {name: lines for name, lines in looked_at.items() if lines} == {}


def test_a_view_leaves_writing_to_an_act() -> None:
    looked_at = {name: writes_in(path.read_text()) for name, path in modules() if "views" in rooms_of(name)}
    assert looked_at
    assert {name: lines for name, lines in looked_at.items() if lines} == {}


@pytest.mark.parametrize(
    ("source", "writes"),
    [
        ("case.save(update_fields=['state'])", True),
        ("Case.objects.filter(pk=1).update(state='x')", True),
        ("case.contacts.all().delete()", True),
        ("Case.objects.create()", True),
        ("context.update(title='x')", False),
        ("form.save(by=request.user)", False),
        ("Case.objects.filter(pk=1).first()", False),
    ],
)
def test_what_writes_is_found(source: str, writes: bool) -> None:
    assert bool(writes_in(source)) is writes


def imports_of(name: str, path: Path) -> Iterator[str]:
    package = name.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{start}.{each.name}" for each in node.names)


def rank_of(dotted: str) -> int | None:
    """The rank of the room in which a module stands; None outside the rooms. `ekc.forms` is the shape of all forms."""
    if dotted.split(".")[0] not in APPS or dotted.startswith("ekc."):
        return None
    return next((RANK[part] for part in dotted.split(".")[1:] if part in RANK), None)


def test_no_room_imports_from_one_that_uses_it() -> None:
    upward = [
        f"{dotted} -> {target}"
        for name, path in modules()
        if (dotted := name.removesuffix(".py").replace("/", ".")) not in EXEMPT
        and (rank := rank_of(dotted)) is not None
        for target in imports_of(name, path)
        if (higher := rank_of(target)) is not None and higher > rank
    ]
    assert upward == []


def definitions(path: Path) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)}


def writes_by(name: str, path: Path) -> bool:
    """Whether this function of a module writes, by itself or by what it calls in its own module."""
    there = definitions(path)
    seen: set[str] = set()
    waiting = [name] if name in there else []
    while waiting:
        seen.add(now := waiting.pop())
        if writes_in(ast.unparse(there[now])):
            return True
        called = {node.id for node in ast.walk(there[now]) if isinstance(node, ast.Name)}
        waiting += sorted((called & set(there)) - seen)
    return False


def module_of(dotted: str) -> Path | None:
    path = Path(settings.BASE_DIR, *dotted.split(".")).with_suffix(".py")
    return path if path.exists() else None


def test_what_reads_calls_nothing_that_writes() -> None:
    """Not in another room either: a page that is looked at changes nothing."""
    found = [
        f"{name} -> {target}"
        for name, path in modules()
        if rooms_of(name) & set(READING)
        for target in imports_of(name, path)
        if (module := module_of(target.rpartition(".")[0])) and writes_by(target.rpartition(".")[2], module)
    ]
    assert found == []


def test_a_function_that_writes_is_known_by_what_it_calls() -> None:
    root = Path(settings.BASE_DIR)
    assert writes_by("bring_steps_up_to_date", root / "cases/casepage/acts/kept_steps.py")
    assert writes_by("claim_each", root / "ekc/claims.py")
    assert not writes_by("kept_step", root / "cases/casepage/reads/kept_steps.py")


# What the tests of the whole house are about stands in no room of it (CONTRIBUTING.md).
OF_THE_WHOLE_HOUSE = {"house", "access", "journey", "ways"}


def test_the_folders_of_the_tests_mirror_the_house() -> None:
    """`tests/cases/circle` is of `cases/circle`, `tests/outbox` of `ekc/outbox`, `tests/demo/world` of a module."""
    root = Path(settings.BASE_DIR)
    folders = {path.parent.relative_to(root / "tests") for path in (root / "tests").rglob("test_*.py")}
    lost = []
    for folder in sorted(folders):
        found = [root / floor / folder for floor in ("", "ekc")]
        # Many tests of one module stand in a folder of its name, or of what its rows are.
        is_module = any(list(path.parent.glob(f"{path.name.rstrip('s')}*.py")) for path in found)
        if folder.parts[0] not in OF_THE_WHOLE_HOUSE and not is_module and not any(path.is_dir() for path in found):
            lost.append(str(folder))
    assert len(folders) > 20
    assert lost == []


# --- one name, one job ------------------------------------------------------------------------------------------------

NAMES_OF_ROOMS = {
    *("__init__", "apps", "codes", "workflow", "norms", "models", "querysets", "queries", "rules", "acts", "reads"),
    *("forms", "filters", "views", "urls", "receivers", "tasks", "signals", "moves", "locks", "checklist"),
    *("next_steps", "shell", "tab", "middleware"),
}
"""What these hold is said in docs/architecture.md; an app or subject has one of each."""
SAME_JOB = {
    "account_invitation": "a professional is invited to an account: rows, act, form, page",
    "answering": "who has a link answers: an invitation, a questionnaire",
    "briefing": "the talk with the professional: rows, pages",
    "calls": "a call: the number to press, a call about an aanmelding, the calls of the follow-up",
    "ended_access": "the access of a professional ended: rows, what a page says of it",
    "consent": "what a family says yes and no to: codes, rows, what an aanmelding asks of it",
    "day_poll": "the question for a day: rows, pages",
    "decisions": "what can be decided on a case: put together, drawn",
    "desk": "the desk: its codes, its figures, its demo world",
    "due": "rows that come due: their purposes, their acts",
    "group": "the group of an Alle Hens: asked in the aanmelding, put right",
    "gaps": "what the figures lack of a case: of the aanmelding, of the meetings, of the calls",
    "guest": "who acts by a personal link: a row",
    "guests": "who acts by a personal link: on the frame, in a round of the follow-up",
    "inviting": "the invited: the acts, and those of the demo world",
    "inzage": "what somebody is given who asks what is kept: said per table, put together, shown",
    "leaving": "somebody with an account leaves: what goes to whom, and what the cases bring to that",
    "leftovers": "what does not fit another kind of conference: asked of the case, brought by the invited",
    "links": "links with a token: how they are made, those of invitations",
    "looked_at": "what a page is called for the people of a file: the table, and what each app brings to it",
    "matching": "who fits a case, and how long that takes",
    "merging": "two people who are one: in the circle, among the invited",
    "overview": "the first page of a subject",
    "parties": "sides and parties: rows, acts, pages",
    "people": "the people of a case",
    "planning": "finding a day: the acts, and those of the demo world",
    "pool": "the coordinators: on their page, in the demo world",
    "preparation": "the preparation: codes, rows, pages",
    "programme": "a programme of a funder",
    "retention": "what becomes of the tables of an app when a term is over",
    "merges": "what becomes of the tables of an app when two rows become one",
    "programmes": "programmes of funders",
    "recipients": "who gets something: a notice about a case, the plan",
    "referral": "an aanmelding: codes, rows, acts",
    "referrer_news": "who applied hears what was decided: the words, the act, the page",
    "report": "the report: built, kept, shown, measured",
    "research": "what is studied: projects and who objects, their acts, their pages, plans beforehand",
    "run_sheet": "the run sheet: put together, shown, what a plan brings to it",
    "safety": "signals and contact bans: rows, pages",
    "search": "what somebody typed to find something: in any list, in the cases",
    "sheets": "photos of the flaps: rows, acts, form, pages",
    "taking_back": "the way back from one press: of every button, of the buttons of the day",
    "texts": "texts to fill something with",
    "today": "Vandaag: put together of anybody, shown to the regional manager",
    "triage": "what the desk decides: rows, pages",
    "versions": "versions of a questionnaire: acts, forms, pages",
    "worklist": "the worklist, and how long it takes",
}


def test_modules_of_one_name_have_one_job() -> None:
    subjects: dict[str, set[str]] = {}
    for name, path in modules():
        if path.stem not in NAMES_OF_ROOMS and "commands" not in path.parts:
            inside = [part for part in name.split("/")[:-1] if part not in NAMES_OF_ROOMS]
            subjects.setdefault(path.stem, set()).add("/".join(inside))
    twice = {stem for stem, where in subjects.items() if len(where) > 1}
    assert twice == set(SAME_JOB)
