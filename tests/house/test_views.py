"""Views are thin: what is shown, acted on and said goes through one helper, and a case comes in by one door."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports", "demo")
VIEWS = sorted([*ROOT.glob("*/views/*.py"), *ROOT.glob("*/*/views/*.py"), *ROOT.glob("ekc/*/views.py")])
# Pages that are no form with one act. Each says why the helper does not fit.
OWN_WAY = {
    "cases/coordinators/views/pool.py": {"read_in": "a file is looked at first; its faults are a list of rows"},
    "cases/referral/views/by_telephone.py": {
        "phone": "all pages of an aanmelding at once, kept before they are judged"
    },
    "cases/referral/views/steps.py": {"_save_page": "kept before it is judged, and compared with another tab"},
    "cases/referral/views/sending.py": {
        "check": "sent once, whatever the five presses",
        "send": "sent once, whatever the five presses",
    },
    "cases/referral/views/pausing.py": {
        "resume": "the answer is a session that holds the draft",
        "_opens": "a wrong code stands at its field",
    },
    "conferences/inviting/views/answering.py": {"enter_code": "no act: a code leads to a page"},
    "conferences/planning/views/day_poll.py": {
        "_days": "the page itself says thanks, and stays open",
        "_is_settled": "what another wrote down stands at the form",
    },
    "surveys/views/answering.py": {
        "_answer": "a link that closed meanwhile has a page of its own",
        "_take": "kept page by page; the number of a form would keep the moment of an answer",
    },
    "followup/views/guests.py": {"_answer": "the page itself says thanks, in the language of the link"},
    "plans/views/frame.py": {"kept_between_times": "kept while one types, and compared with another tab"},
    "reports/views/downloads.py": {"request_file": "a form that has no page of its own"},
}
# A form that only chooses what is listed is no act.
READS = {
    ("cases/desk/views/earlier.py", "earlier"),
    ("reports/views/report.py", "index"),
    ("ekc/audit/views.py", "_chosen"),
    ("ekc/audit/views.py", "_case_asked_for"),
    ("ekc/outbox/views/demo.py", "letter_box"),
}


def functions_of(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef))


def is_call(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).endswith(name)


def own_ways_of(function: ast.FunctionDef) -> set[str]:
    """What a function does by itself of form, act, message and back."""
    found = set()
    for node in ast.walk(function):
        if is_call(node, ".is_valid"):
            found.add("judges a form")
        if is_call(node, "messages.success"):
            found.add("says that it is done")
        if isinstance(node, ast.ExceptHandler) and node.type is not None and "Refusal" in ast.unparse(node.type):
            last = node.body[-1]
            if not (isinstance(last, ast.Raise) and last.exc is not None and "NotNow" in ast.unparse(last.exc)):
                found.add("catches a refusal")
    return found


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_view_does_form_act_message_and_back_by_itself(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    excused = set(OWN_WAY.get(name, {})) | {function for file, function in READS if file == name}
    by_themselves = {each.name: ways for each in functions_of(path) if (ways := own_ways_of(each))}
    assert {each: ways for each, ways in by_themselves.items() if each not in excused} == {}
    assert excused <= set(by_themselves), "an excuse that nobody needs any more"


def test_a_case_is_fetched_in_one_place() -> None:
    """Every page asks `fetch_case` and `fetch_row`, so that the number of the case is handed over in one way."""
    door = {"cases/casepage/shell.py"}
    # Rows that hang on no case, or of which the case is what is being asked.
    others = {
        "cases/coordinators/views/requests.py",
        "ekc/outbox/views/failures.py",
        "reports/views/downloads.py",
        "reports/views/editions.py",
    }
    paths = {path for app in APPS for path in ROOT.glob(f"{app}/**/*.py")}
    fetching = {
        str(path.relative_to(ROOT))
        for path in paths
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "ekc.access" and "fetch" in {a.name for a in node.names}
    }
    assert fetching == door | others


def test_views_share_one_mark_for_a_page_that_takes_a_form() -> None:
    both = [
        str(path.relative_to(ROOT)) for path in VIEWS if 'require_http_methods(["GET", "POST"])' in path.read_text()
    ]
    assert both == []
