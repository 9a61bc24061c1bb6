"""The read log cannot be changed, and is read on a page that logs its own reading (R30-R32)."""

import datetime as dt

import pytest
import time_machine
from django.db import DatabaseError, InternalError, connection, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from ekc.accounts.codes import Role
from ekc.audit.codes import Outcome, ReadAction
from ekc.audit.models import ReadLine
from tests.accounts.people import make_person

pytestmark = pytest.mark.django_db
LOG = "/beheer/leeslog/"


def make_line(**fields):
    standard = {"action": ReadAction.READ, "what": "zaak", "route": "cases:case", "outcome": Outcome.SHOWN}
    user = fields.get("user")
    who = {"user_name": user.full_name, "role": user.role} if user else {}
    return ReadLine.objects.create(**{**standard, "case_number": "EK-2026-0001", **who, **fields})


def numbers(answer):
    return [line.case_number for line in answer.context["lines"]]


# --- append only ------------------------------------------------------------------------------
@pytest.mark.parametrize("statement", ["UPDATE audit_readline SET what = 'niets'", "DELETE FROM audit_readline"])
def test_database_refuses_to_change_or_delete_a_line(statement):
    make_line()

    with pytest.raises(InternalError, match="append_only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert ReadLine.objects.get().what == "zaak"


def test_the_program_cannot_change_a_line_either():
    line = make_line()

    with pytest.raises(InternalError, match="append_only"), transaction.atomic():
        line.save()
    with pytest.raises(InternalError, match="append_only"), transaction.atomic():
        line.delete()


def test_person_who_read_something_is_never_deleted():
    person = make_person(Role.COORDINATOR, regions=[])
    make_line(user=person)

    with pytest.raises(ProtectedError):
        person.delete()


@pytest.mark.parametrize(
    ("field", "name"), [("action", "readline_action_known"), ("outcome", "readline_outcome_known")]
)
def test_database_refuses_an_unknown_code(field, name):
    with pytest.raises(DatabaseError, match=name), transaction.atomic():
        make_line(**{field: "?"})


# --- the page ---------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [role for role in Role if role != Role.NATIONAL])
def test_only_landelijk_beheer_reads_the_log(client, role):
    client.force_login(make_person(role))

    assert client.get(LOG).status_code == 404
    assert ReadLine.objects.get().what == "readlog.view"


@pytest.mark.parametrize("role", Role)
def test_query_gives_the_log_to_landelijk_beheer_alone(role):
    make_line()

    assert ReadLine.objects.for_user(make_person(role)).exists() is (role == Role.NATIONAL)


def test_reading_the_log_is_logged(office, national):
    make_line(case_number="EK-2026-0007")

    office.get(LOG, {"case_number": "ek-2026-0007"})

    line = ReadLine.objects.latest("pk")
    assert (line.user, line.what, line.action) == (national, "leeslog", ReadAction.SEARCH)
    assert line.case_number == "EK-2026-0007"
    assert line.route == "audit:reads"


def test_what_is_typed_where_a_case_number_goes_is_written_only_when_it_is_one(office):
    office.get(LOG, {"case_number": "Ada Jansen"})

    assert ReadLine.objects.get().case_number == ""


def test_lines_stand_newest_first_with_name_role_and_outcome(office):
    person = make_person(Role.COORDINATOR, full_name="Anna Bakker")
    make_line(user=person, case_number="EK-2026-0001")
    make_line(user=person, case_number="EK-2026-0002", outcome=Outcome.REFUSED)

    answer = office.get(LOG)

    text = answer.content.decode()
    assert numbers(answer) == ["EK-2026-0002", "EK-2026-0001"]
    assert "Anna Bakker" in text
    assert "Eigen Kracht-coördinator" in text
    assert "geweigerd" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"case_number": "ek-2026-0001"}, ["EK-2026-0001"]),
        ({"person": "bram"}, ["EK-2026-0002"]),
        ({"person": "bram@voorbeeld.example"}, ["EK-2026-0002"]),
        ({"outcome": "geweigerd"}, ["EK-2026-0002"]),
        ({"outcome": "niet_gevonden"}, []),
        ({"case_number": "EK-2026-0001", "outcome": "geweigerd"}, []),
    ],
)
def test_lines_are_found_by_case_person_and_outcome(office, query, found):
    make_line(user=make_person(Role.COORDINATOR, full_name="Anna"), case_number="EK-2026-0001")
    bram = make_person(Role.RESEARCHER, full_name="Bram", email="bram@voorbeeld.example")
    make_line(user=bram, case_number="EK-2026-0002", outcome=Outcome.REFUSED)

    assert numbers(office.get(LOG, query)) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"since": "2026-03-29", "until": "2026-03-29"}, ["last", "first"]),
        ({"since": "29-3-2026"}, ["after", "last", "first"]),
        ({"until": "28 maart 2026"}, ["before"]),
        ({"since": "2026-03-31"}, []),
    ],
)
def test_a_period_holds_both_of_its_local_days(office, query, found):
    # The clock goes forward on 29 March 2026, so that day has 23 hours.
    moments = {
        "before": dt.datetime(2026, 3, 28, 23, 59, 59),
        "first": dt.datetime(2026, 3, 29, 0, 0),
        "last": dt.datetime(2026, 3, 29, 23, 59, 59),
        "after": dt.datetime(2026, 3, 30, 0, 0),
    }
    for name, moment in moments.items():
        with time_machine.travel(timezone.make_aware(moment), tick=False):
            make_line(case_number=name)

    assert [number for number in numbers(office.get(LOG, query)) if number] == found


def test_an_impossible_date_is_said_and_shows_no_lines(office):
    make_line()

    answer = office.get(LOG, {"since": "31-2-2026"})

    assert "Schrijf de datum als dag, maand en jaar" in answer.content.decode()
    assert numbers(answer) == []


@pytest.mark.parametrize(
    "query",
    [
        {"until": "9999-12-31"},
        {"since": "0001-01-01"},
        {"since": "9999-12-31", "until": "0001-01-01"},
        {"case_number": "EK\0"},
        {"person": "\0"},
        {"page": "-1"},
        {"page": "zzz", "outcome": "\0"},
    ],
)
def test_an_odd_search_is_answered_and_logged(office, query):
    answer = office.get(LOG, query)

    assert answer.status_code == 200
    assert ReadLine.objects.get().what == "leeslog"


def test_log_comes_in_pages_that_keep_the_search(office):
    for _number in range(60):
        make_line()

    answer = office.get(LOG, {"case_number": "EK-2026-0001", "page": 2})

    assert len(numbers(answer)) == 10
    assert "?case_number=EK-2026-0001&amp;page=1" in answer.content.decode()


def test_log_costs_the_same_for_one_line_and_for_many(office, django_assert_num_queries):
    make_line()
    with django_assert_num_queries(6):
        office.get(LOG)

    for _number in range(20):
        make_line(user=make_person(Role.RESEARCHER))
    with django_assert_num_queries(6):
        office.get(LOG)


def test_log_page_is_not_shown_when_its_own_line_cannot_be_written(office, monkeypatch):
    def broken(self, *args, **kwargs):
        raise DatabaseError("the log is away")

    monkeypatch.setattr(ReadLine, "save", broken)
    office.raise_request_exception = False

    answer = office.get(reverse("audit:reads"))

    assert answer.status_code == 500
    assert "Leeslog</h1>" not in answer.content.decode()


@pytest.mark.parametrize("sought", ["sukran", "YILMAZ", "Şükran Yılmaz", "yilmaz sukran"])
def test_a_name_of_before_is_found_as_any_other_however_it_is_typed(office, sought):
    person = make_person(Role.COORDINATOR, regions=[], full_name="Şükran Yılmaz")
    make_line(user=person, case_number="EK-2026-0007")
    person.full_name = "Ans de Vries"
    person.save(update_fields=["full_name"])

    assert numbers(office.get(LOG, {"person": sought})) == ["EK-2026-0007"]
    assert numbers(office.get(LOG, {"person": "Yılmaz Piet"})) == []
