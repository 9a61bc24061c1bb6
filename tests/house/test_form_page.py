"""What every page of a form does when its act is refused, or is not to be done now."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.messages import get_messages
from django.urls import reverse

from cases.codes import CaseState
from ekc.accounts.codes import Role
from tests.factories import make_case, make_user
from tests.house.pressed import READY, page_of, rows_there
from tests.sent_forms import main_form, refusals_in

pytestmark = pytest.mark.django_db

# Pages of one move of a case that a regional manager opens.
MOVES = ["ask", "record_answer", "start_screening", "let_wait", "advise_otherwise", "withdraw", "assign"]


def said_in(response) -> list[tuple[str, str]]:
    return [(message.level_tag, str(message)) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize(
    ("move", "method"), [*((move, "get") for move in MOVES), *((move, "post") for move in MOVES if move != "assign")]
)
def test_a_move_that_is_not_to_be_made_now_leads_back_to_the_case_and_says_why(client, move, method):
    client.force_login(make_user(Role.REGIONAL_MANAGER))
    case = make_case(state=CaseState.CLOSED)

    response = getattr(client, method)(reverse(f"cases:{move}", args=[case.number]))

    assert response["Location"] == case.get_absolute_url()
    ((level, text),) = said_in(response)
    assert level == "error"
    assert "Afgesloten" in text


def test_what_must_be_chosen_first_is_told_and_is_no_error(client):
    client.force_login(make_user(Role.REGIONAL_MANAGER))
    case = make_case(state=CaseState.SCREENING)

    response = client.get(reverse("cases:coordinator_request_to", args=[case.number]))

    assert response["Location"] == reverse("cases:assign", args=[case.number])
    assert said_in(response) == [("info", "Kruis eerst aan wie u wilt vragen.")]


def test_a_page_that_only_asks_sure_leads_back_with_the_reason_when_it_is_refused(client):
    lena = make_user(Role.NATIONAL)
    Authenticator.objects.create(user=lena, type=Authenticator.Type.TOTP, data={})
    client.force_login(lena)

    response = client.post(reverse("accounts:person_remove_second_factor", args=[lena.pk]))

    assert response["Location"] == reverse("accounts:person", args=[lena.pk])
    ((level, _text),) = said_in(response)
    assert level == "error"
    assert Authenticator.objects.filter(user=lena).exists()


# --- a button that only asks for another row ------------------------------------------------------------------

REDRAWN = {
    "conferences:plan": "add_dish",
    "conferences:propose_days": "add_day",
    "conferences:parties": "add_party",
    "plans:frame_edit": "add_line",
}


@pytest.mark.parametrize(("name", "button"), REDRAWN.items())
def test_a_row_more_calls_nothing_wrong_and_saves_nothing(name, button):
    """What is empty yet is no mistake before somebody wanted to save; and the note of what was kept is not hidden."""
    client, url = page_of(name)
    if name == "plans:frame_edit":
        READY["plans:frame_drop"]()
    drawn = main_form(client.get(url).content.decode())["fields"]
    emptied = {
        key: [""] if key.endswith(("day", "start", "name", "concerns")) else value for key, value in drawn.items()
    }
    there = rows_there()

    answer = client.post(url, emptied | {button: "1"})

    assert answer.status_code == 200
    assert refusals_in(answer) == []
    assert "is-invalid" not in answer.content.decode()
    assert rows_there() == there
