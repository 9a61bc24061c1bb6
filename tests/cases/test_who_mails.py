"""From which rooms mail of a case leaves: one for whoever has an account, and those that mail the family itself."""

import ast
import re
from collections.abc import Iterator

from tests.cases.test_recipients import NOTICES, SAME_BEGINNING
from tests.trees import modules, nodes_of

APPS = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports")
ROOM = "cases/recipients.py"
TO_PEOPLE_WITHOUT_ACCOUNT = {
    # Who of the family hears that another coordinator goes on; the accounts hear it by the room.
    "cases/coordinators/acts/hand_over_mails.py",
    "cases/notices.py",
    "cases/privacy/acts/own_links.py",
    "cases/referral/acts/drafts.py",
    "conferences/inviting/acts/mails.py",
    "conferences/planning/acts/day_poll.py",
    "followup/acts/family_mails.py",
    *("plans/acts/distribution.py", "plans/acts/guest_mails.py", "plans/acts/proposals.py"),
    "surveys/acts/handing_out.py",
}
"""They mail an address of the file: there is nobody to climb to."""
TO_THE_ACCOUNT_ITSELF = {"ekc/accounts/acts.py", "ekc/accounts/adapter.py", "ekc/accounts/bindings.py"}
"""Passwords and second factors: nobody else's business."""


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    for file, path in modules(*APPS):
        for node in nodes_of(path):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name:
                yield file, node


def argument(call: ast.Call, name: str) -> str:
    return next((ast.unparse(each.value) for each in call.keywords if each.arg == name), "")


def test_one_room_mails_people_with_an_account_about_a_case() -> None:
    found = {name for name, _call in calls("queue_message")}

    assert found == {ROOM} | TO_PEOPLE_WITHOUT_ACCOUNT | TO_THE_ACCOUNT_ITSELF


def test_no_other_room_takes_the_address_of_a_user() -> None:
    taken = [
        (name, argument(call, "to"))
        for name, call in calls("queue_message")
        if name in TO_PEOPLE_WITHOUT_ACCOUNT and ("user" in argument(call, "to") or "manager" in argument(call, "to"))
    ]

    assert taken == []


def key_of(call: ast.Call) -> str:
    """The fixed beginning of the key of a notice, which names it."""
    return re.match(r"f?['\"]([a-z-]+?)[:-]?[{'\"]", argument(call, "key"))[1]


def test_every_notice_has_its_situation_below() -> None:
    # A call with a key is one of the room; `tell` of a signal has none.
    keys = [key for _name, call in calls("tell") if (key := argument(call, "key"))]
    found = [key_of(call) for _name, call in calls("tell") if argument(call, "key") not in ("", "key")]
    # One has its key in a variable: that to who applied, of the same kind as that to the coordinator or the manager.
    assert keys.count("key") == 1
    found += ["assigned-referrer", "part-ended"]

    assert sorted(found) == sorted(SAME_BEGINNING.get(name, name) for name in NOTICES)
