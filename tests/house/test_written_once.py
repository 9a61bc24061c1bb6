"""Questions that are written once (`ekc.written_once`) ask exactly what their querysets ask, of whoever asks."""

import datetime as dt
import inspect
import itertools
import sys

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import EmptyResultSet
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.casepage.views import overview  # noqa: F401  the page whose questions these are
from cases.codes import CaseState
from cases.file_questions import Destroyed, file_of, file_or_destroyed
from cases.models import Case
from ekc import written_once
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.written_once import Question
from tests.factories import make_case, make_user

APPS = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports")
KINDS = {"case": 7, "cases": [7], "number": "EK-2026-00007", "person": 7, "pk": 7, "key": 7}


def questions():
    modules = [vars(module) for name, module in sys.modules.items() if name.partition(".")[0] in APPS]
    return {id(each): each for names in modules for each in names.values() if type(each) is Question}.values()


def readers():
    for role, is_active in itertools.product(Role.values, (True, False)):
        yield User(pk=31, role=role, is_active=is_active)


def as_django_writes(queryset):
    try:
        return queryset.query.get_compiler("default").as_sql()
    except EmptyResultSet:
        return "", ()


def values_for(question):
    names = inspect.signature(question.ask).parameters
    for reader in readers() if "reader" in names else [None]:
        yield {name: reader if name == "reader" else KINDS[name] for name in names}


def test_every_question_asks_what_its_queryset_asks_for_every_role_and_value():
    assert len(questions()) > 10
    for question in questions():
        for of in values_for(question):
            written = question.written(**of)
            assert written is not None, (question.ask, of)
            sql, params = as_django_writes(question.ask(**of))
            assert (written.sql, written.filled(written_once._opened(of))) == (sql, tuple(params)), (question.ask, of)


def test_who_is_not_signed_in_is_asked_in_full():
    asked = Question(lambda reader: Case.objects.for_user(reader))

    assert asked.written(reader=AnonymousUser()) is None
    assert asked(reader=AnonymousUser()) == []


def test_question_that_looks_at_more_of_a_reader_than_who_it_is_fails_at_once(db):
    asked = Question(lambda reader: User.objects.filter(email=reader.email))

    with pytest.raises(User.DoesNotExist):
        asked(reader=make_user("coordinator"))


def test_question_that_makes_something_of_a_value_is_refused():
    for ask in (lambda number: Case.objects.filter(number__startswith=number), lambda number: Case.objects.all()):
        with pytest.raises(ValueError, match="question"):
            Question(ask)(number="EK-2026-00001")


def test_question_with_a_moment_of_the_clock_in_it_is_never_kept(db):
    asked = Question(lambda case: Case.objects.filter(pk=case, state_since__lt=timezone.now()))

    assert asked.written(case=1) is None
    assert asked(case=make_case().pk) != []


def test_another_day_is_another_question(db, monkeypatch):
    asked = Question(lambda case: Case.objects.filter(pk=case, received_on__lte=written_once.local_today()))
    case = make_case()
    case.received_on = dt.date(2026, 3, 2)
    case.save()

    monkeypatch.setattr(written_once, "local_today", lambda: dt.date(2026, 3, 1))
    assert asked(case=case.pk) == []
    monkeypatch.setattr(written_once, "local_today", lambda: dt.date(2026, 3, 2))
    assert asked(case=case.pk) == [case]


def test_question_that_is_written_while_the_day_turns_is_not_kept_for_the_new_day(db, monkeypatch):
    case, clock = make_case(), [dt.date(2026, 3, 1)]
    monkeypatch.setattr(written_once, "local_today", lambda: clock[-1])

    def ask(case):
        found = Case.objects.filter(pk=case, received_on__lte=written_once.local_today())
        if len(clock) == 1:
            clock.append(dt.date(2026, 3, 2))
            # Another thread, just after midnight.
            asked(case=case)
        return found

    asked = Question(ask)
    Case.objects.filter(pk=case.pk).update(received_on=dt.date(2026, 3, 2))
    assert asked(case=case.pk) == []
    assert asked(case=case.pk) == [case]


def test_list_of_more_than_one_is_asked_in_full(db):
    asked = Question(lambda cases: Case.objects.filter(pk__in=cases).order_by("pk").values_list("pk", flat=True))
    keys = [make_case().pk, make_case().pk]

    assert asked(cases=keys[:1]) == keys[:1]
    assert asked.written(cases=keys) is None
    assert asked(cases=keys) == keys


def test_file_comes_as_a_queryset_brings_it(world):
    number = world.own.case.number
    for who in ("anna", "carla", "dirk"):
        reader = world.people[who]
        found, brought = file_of(reader, number), Case.objects.with_file().for_user(reader).get(number=number)
        assert found == brought
        for name in ("kept_by", "was_merged", "has_statements", "region", "referrer", "manager", "active_contracts"):
            assert getattr(found, name) == getattr(brought, name), name
        with CaptureQueriesContext(connection) as asked:
            assert list(found.main_persons.all()) == list(brought.main_persons.all())
            assert all(person.case is found for person in found.main_persons.all())
        assert len(asked) == 0
        assert found.main_persons.filter(pk=0).count() == 0


def test_nobody_gets_the_file_that_was_asked_for_before_by_somebody_else(world):
    number = world.own.case.number

    assert file_of(world.people["carla"], number)
    for stranger in ("bram", "carel", "eva", "frans", "lena"):
        assert file_of(world.people[stranger], number) is None
    assert file_of(world.people["carla"], "EK-0000-0000") is None


def test_file_that_was_destroyed_says_so_to_who_looked_after_it(world):
    case = make_case(state=CaseState.WITHDRAWN)
    carla = make_user(Role.REGIONAL_MANAGER, region=case.region)
    Case.objects.filter(pk=case.pk).update(destroyed_on=dt.date(2026, 1, 1))

    with pytest.raises(Destroyed):
        file_or_destroyed(carla, case.number)
    assert file_or_destroyed(world.people["carel"], case.number) is None


def test_database_that_thought_about_a_question_before_gives_the_same_rows(world, settings):
    case = world.own.case
    plain = file_of(world.people["carla"], case.number)
    settings.EKC_PREPARES_STATEMENTS = True
    with CaptureQueriesContext(connection) as asked:
        for _time in range(8):
            assert file_of(world.people["carla"], case.number) == plain
            assert file_of(world.people["bram"], case.number) is None
    assert all(each["sql"].startswith("EXECUTE ekc_") for each in asked)


@pytest.mark.django_db(transaction=True)
def test_pool_of_connections_that_forgets_is_asked_in_full(settings, monkeypatch):
    settings.EKC_PREPARES_STATEMENTS = True
    monkeypatch.setattr(written_once, "_may_prepare", True)
    asked = Question(lambda case: Case.objects.filter(pk=case))
    case = make_case()

    assert asked(case=case.pk) == [case]
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    assert asked(case=case.pk) == [case]
    assert not written_once._may_prepare


@pytest.mark.django_db(transaction=True)
def test_transaction_that_a_pool_breaks_off_is_the_last_of_this_process(settings, monkeypatch):
    settings.EKC_PREPARES_STATEMENTS = True
    monkeypatch.setattr(written_once, "_may_prepare", True)
    asked = Question(lambda case: Case.objects.filter(pk=case))
    case = make_case()
    assert asked(case=case.pk) == [case]
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")

    with pytest.raises(DatabaseError), transaction.atomic():
        asked(case=case.pk)
    with transaction.atomic():
        assert asked(case=case.pk) == [case]


def test_page_of_a_case_asks_the_database_nineteen_times_at_most(world):
    browser = Client()
    browser.force_login(world.people["carla"])
    address = reverse("cases:case", args=[world.own.case.number])
    browser.get(address)

    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    assert len(asked) <= 19, [each["sql"][:90] for each in asked]
