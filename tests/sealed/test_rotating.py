"""`manage.py rotate_keys`: every text on the first key, while people work, stopped and begun again."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from cases.models import Case
from ekc.audit.chain import seal_new_rows
from ekc.audit.chain_check import check_log
from ekc.merging.models import Merge
from ekc.sealed import rekeying
from ekc.sealed.keys import KeyAway, ring
from tests.at_once import at_once
from tests.factories import make_case, make_user
from tests.rows import make_row

NEW = "nieuwe-sleutel-0123456789-abcdefghijklmnopqrstuvwxyz"
OTHER = "andere-sleutel-9876543210-zyxwvutsrqponmlkjihgfedcba"


def ids():
    """With which keys the texts of cases and of their history are sealed."""
    found = set()
    with connection.cursor() as cursor:
        for table in ("cases_case", "cases_caseevent"):
            cursor.execute(f"SELECT DISTINCT substr(situation, 4, 6) FROM {table} WHERE situation <> ''")
            found |= {key for (key,) in cursor.fetchall()}
    return found


def rotate(**options):
    out = StringIO()
    call_command("rotate_keys", stdout=out, **options)
    return out.getvalue()


@pytest.mark.django_db
def test_every_text_comes_to_the_first_key_and_reads_as_before(settings):
    case = make_case(situation="Sem slaapt slecht")
    merge = make_row(Merge, {}, by=make_user("regiomanager"), kept_id=1, double_id=2, changes=[{"after": "Sem"}])
    wrong = {"undone_at": timezone.now(), "undone_by": merge.by, "undone_reason": "Toch niet dezelfde"}
    undone = make_row(Merge, {}, by=merge.by, kept_id=3, double_id=4, changes=[], **wrong)
    old, events = ring().writes.id, Case.pgh_event_model.objects.count()

    settings.EKC_KEYS = NEW
    with pytest.raises(CommandError, match="not sealed with the key"):
        rotate(check=True)
    said = rotate()

    assert "cases_case: 1 of 1 rows" in said
    assert ids() == {ring().writes.id} != {old}
    assert Case.objects.get(pk=case.pk).situation == "Sem slaapt slecht"
    assert Merge.objects.get(pk=merge.pk).changes == [{"after": "Sem"}]
    undone.refresh_from_db()
    assert (undone.changes, undone.undone_reason) == ([], "Toch niet dezelfde")
    assert Case.pgh_event_model.objects.count() == events, "a key is no change of the text"
    assert "Every sealed text" in rotate(check=True)


@pytest.mark.django_db
def test_another_key_is_no_change_of_the_history_for_who_checks_the_log(settings):
    make_case(situation="Sem slaapt slecht")
    seal_new_rows()

    settings.EKC_KEYS = NEW
    rotate()

    assert ids() == {ring().writes.id}
    assert check_log(None).faults == []


@pytest.mark.django_db
def test_stopped_halfway_it_goes_on_where_it_was(settings, monkeypatch):
    monkeypatch.setattr(rekeying, "AT_ONCE", 2)
    for number in range(5):
        make_case(situation=f"Verhaal {number}")
    old = ring().writes.id
    settings.EKC_KEYS = NEW
    rounds = rekeying.bring_over(Case, rekeying.sealed_columns(Case), rekeying.to_this_key())
    assert next(rounds) == 2
    rounds.close()
    assert ids() >= {old, ring().writes.id}
    assert {case.situation for case in Case.objects.all()} == {f"Verhaal {number}" for number in range(5)}

    assert "cases_case: 3 of 3 rows" in rotate()
    assert ids() == {ring().writes.id}


@pytest.mark.django_db(transaction=True)
def test_what_somebody_writes_meanwhile_is_not_lost(settings):
    case, other = make_case(situation="Zoals het was"), make_case(situation="Van een ander")
    settings.EKC_KEYS = NEW
    turn, fields = rekeying.to_this_key(), rekeying.sealed_columns(Case)

    with transaction.atomic():
        held = Case.objects.select_for_update().get(pk=case.pk)
        held.situation = "Zoals het werd"

        def meanwhile():
            with transaction.atomic():
                keys = rekeying.one_round(Case, fields, turn, after=None)
                assert len(keys) == 1, "who holds a row keeps it, and nobody waits"

        assert at_once([meanwhile]) == []
        held.save()

    assert Case.objects.get(pk=case.pk).situation == "Zoals het werd"
    rotate()
    assert ids() == {ring().writes.id}
    assert Case.objects.get(pk=case.pk).situation == "Zoals het werd"
    assert Case.objects.get(pk=other.pk).situation == "Van een ander"


@pytest.mark.django_db
def test_without_the_key_that_sealed_it_nothing_is_changed_and_a_sentence_says_why(settings):
    case = make_case(situation="Sem slaapt slecht")
    own = ring().writes.id
    settings.EKC_FIELD_KEY = OTHER
    with pytest.raises(CommandError, match=f"sealed with the key {own}, and that key is not in EKC_KEYS"):
        rotate()
    with pytest.raises(KeyAway):
        Case.objects.get(pk=case.pk)
