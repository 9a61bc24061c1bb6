"""A new installation has no accounts; one command makes the first, and only the first."""

import pytest
from django.core.management import CommandError, call_command

from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.outbox.models import Message


def test_landelijk_beheer_gets_an_account_without_a_password_and_a_link_by_mail(db):
    call_command("first_account", "ada@eigenkracht.example", "Ada de Vries")
    person = User.objects.get()
    assert (person.email, person.full_name, person.role) == ("ada@eigenkracht.example", "Ada de Vries", Role.NATIONAL)
    assert not person.has_usable_password() or not person.check_password("")
    assert Message.objects.get().to == "ada@eigenkracht.example"


def test_second_one_is_refused(db):
    call_command("first_account", "ada@eigenkracht.example", "Ada de Vries")
    with pytest.raises(CommandError, match="has an account already"):
        call_command("first_account", "bob@eigenkracht.example", "Bob")
    assert User.objects.count() == 1


@pytest.mark.parametrize(("email", "name"), [("ada", "Ada"), ("ada@eigenkracht.example", " ")])
def test_bad_input_changes_nothing(db, email, name):
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("first_account", email, name)
    assert User.objects.count() == 0
