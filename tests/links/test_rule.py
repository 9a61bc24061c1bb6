"""One rule decides for every personal link, at each request, whether it still opens."""

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from cases.codes import AccessOver, ExclusionBy
from cases.models import Case, CirclePerson, EndedAccess, Referrer
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.links import LINKS, RULES, Closed, renew_link, why_closed, withdraw_link
from tests.factories import OTHER_REGION, make_ban, make_circle_person, make_main_person, make_region, make_user

from .sent import BUILDERS, KINDS, NEW, Sent

pytestmark = pytest.mark.django_db


# Each is written past the acts: the rule is asked at the request, and hangs on no act that remembers to ask it.
def set_aside(sent: Sent) -> None:
    reason = {"excluded_by": ExclusionBy.SAFETY, "excluded_reason": "Dreiging.", "excluded_on": local_today()}
    CirclePerson.objects.filter(pk=sent.person.pk).update(**reason)


def merged(sent: Sent) -> None:
    keep = make_circle_person(sent.case, name="Ria Jansen-de Boer")
    CirclePerson.objects.filter(pk=sent.person.pk).update(merged_into=keep)


def banned(sent: Sent) -> None:
    make_ban(sent.person, make_main_person(sent.case), by=make_user("coordinator"))


def moved(sent: Sent) -> None:
    if sent.person is not None:
        CirclePerson.objects.filter(pk=sent.person.pk).update(email=NEW)
        type(sent.row).objects.filter(pk=sent.row.pk, **_own_address(sent)).update(
            **dict.fromkeys(_own_address(sent), NEW)
        )
    else:
        Referrer.objects.filter(pk=sent.referrer.pk).update(email=NEW)


def _own_address(sent: Sent) -> dict[str, str]:
    return {"email": sent.row.email} if hasattr(sent.row, "email") else {}


def transferred(sent: Sent) -> None:
    Case.objects.filter(pk=sent.case.pk).update(region=make_region(OTHER_REGION))


def account_closed(sent: Sent) -> None:
    User.objects.filter(pk=sent.user.pk).update(is_active=False)


def access_ended(sent: Sent) -> None:
    told = {"why": AccessOver.STOPPED, "ended_on": local_today(), "ended_by": sent.user}
    EndedAccess.objects.create(case=sent.case, user=sent.user, **told)


def withdrawn(sent: Sent) -> None:
    withdraw_link(sent.row)


REASONS: dict[str, tuple[Callable[[Sent], None], Callable[[Sent], bool]]] = {
    Closed.SET_ASIDE: (set_aside, lambda sent: sent.person is not None),
    Closed.MERGED: (merged, lambda sent: sent.person is not None),
    Closed.BANNED: (banned, lambda sent: sent.person is not None),
    Closed.MOVED: (moved, lambda sent: sent.somebody is not None),
    Closed.TRANSFERRED: (transferred, lambda sent: sent.case is not None),
    Closed.ACCOUNT_CLOSED: (account_closed, lambda sent: sent.user is not None),
    Closed.ACCESS_ENDED: (access_ended, lambda sent: sent.user is not None and sent.case is not None),
    Closed.WITHDRAWN: (withdrawn, lambda sent: hasattr(sent.row, "withdrawn_at")),
}


def reload(sent: Sent) -> None:
    kind = LINKS[sent.row._meta.label_lower]
    rows = kind.rows() if kind.rows else kind.model.objects.all()
    sent.row = rows.get(pk=sent.row.pk)


@pytest.mark.parametrize(("name", "reason"), list(product(KINDS, REASONS)))
def test_every_link_ends_for_every_reason_that_touches_whom_it_is_for(name: str, reason: str) -> None:
    sent = BUILDERS[name]()
    come_true, touches = REASONS[reason]
    assert all(Client().get(path).status_code != 410 for path in sent.paths)
    if not touches(sent):
        return

    come_true(sent)

    reload(sent)
    assert why_closed(sent.row), (name, reason)
    for path in sent.paths:
        answers = [Client().get(path), Client().post(path, {"answer": "komt"})]
        assert {answer.status_code for answer in answers} <= {405, 410}, (name, reason, path)
        assert "werkt niet meer" in answers[0].content.decode()


def test_every_reason_is_tried_on_some_link_and_every_rule_is_a_reason() -> None:
    assert {rule.why for rule in RULES} <= set(REASONS)
    assert set(Closed) - set(REASONS) == {Closed.UNKNOWN, Closed.OVER, Closed.REPLACED}
    assert set(BUILDERS) == set(LINKS.names())


def patterns(found: list, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in found:
        if isinstance(each, URLResolver):
            space = f"{before}{each.namespace}:" if each.namespace else before
            yield from patterns(each.url_patterns, space)
        elif each.name:
            yield before + each.name, each


def test_every_address_that_takes_a_token_asks_the_rule() -> None:
    """A page that is added later with a token in its address, and no kind of link, fails here."""
    takes_a_token = {
        name for name, each in patterns(get_resolver().url_patterns) if "token" in each.pattern.regex.groupindex
    }
    known = {route for kind in LINKS for route in kind.routes}

    assert takes_a_token
    assert takes_a_token <= known


@pytest.mark.parametrize("name", sorted(set(KINDS) - {"accounts.user"}))
def test_a_link_that_was_replaced_is_dead_at_once_and_says_so(name: str) -> None:
    sent = BUILDERS[name]()

    fresh = renew_link(sent.row)

    old = Client().get(sent.paths[0])
    assert old.status_code == 410
    assert "nieuwere link" in old.content.decode()
    assert Client().get("/" + fresh.split("/", 3)[3], follow=True).status_code == 200


def test_who_is_set_aside_reads_no_reason() -> None:
    sent = BUILDERS["plans.distribution"]()
    set_aside(sent)

    text = Client().get(sent.paths[0]).content.decode()

    assert "niet meer te gebruiken" in text
    assert "Dreiging" not in text
    assert sent.person.name not in text


def test_a_ban_that_lets_both_come_closes_nothing_and_a_lapsed_one_neither() -> None:
    sent = BUILDERS["conferences.invitation"]()
    main = make_main_person(sent.case)
    ban = make_ban(sent.person, main, by=make_user("coordinator"), until=local_today())
    assert Client().get(sent.paths[0]).status_code == 410

    manager = make_user("regiomanager")
    decision = {"decision": "Met afspraken.", "decided_with": manager, "decided_at": timezone.now()}
    type(ban).objects.filter(pk=ban.pk).update(may_both_come=True, **decision)
    assert Client().get(sent.paths[0]).status_code == 200

    type(ban).objects.filter(pk=ban.pk).update(
        may_both_come=False, until=local_today() - dt.timedelta(days=1), **decision
    )
    assert Client().get(sent.paths[0]).status_code == 200


# The reader's own browser says it: nobody else knows them yet.
BY_THE_BROWSER = {"accounts.user", "cases.referraldraft"}
# Whoever is asked works at a Dutch authority.
IN_DUTCH = {"plans.frameguest"}


@pytest.mark.parametrize("name", sorted(set(KINDS) - BY_THE_BROWSER - IN_DUTCH))
def test_a_closed_link_says_so_in_the_language_of_whom_it_was_for(name: str) -> None:
    sent = BUILDERS[name]()
    if sent.person is not None:
        CirclePerson.objects.filter(pk=sent.person.pk).update(language="Turks")
    if sent.referrer is not None:
        Referrer.objects.filter(pk=sent.referrer.pk).update(page_language="tr")
    if hasattr(sent.row, "language"):
        type(sent.row).objects.filter(pk=sent.row.pk).update(language="tr")
    withdraw_link(sent.row)

    page = Client().get(sent.paths[0]).content.decode()

    assert '<html lang="tr"' in page
    assert "geri çekildi" in page
