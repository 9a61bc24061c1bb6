"""Every route, as every role, for two families (R50, R52, R30)."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from cases.codes import NewsChannel, Residence
from cases.coordinators.acts.profile_import import keep_reading
from cases.coordinators.acts.profiles import add_employer, add_leave, add_tie
from cases.models import Case, Offer, SavedFilter
from cases.referral.acts.drafts import start_draft
from conferences.models import Letter
from ekc.audit.codes import Outcome
from ekc.audit.models import ReadLine
from ekc.dates import local_today
from ekc.lists.models import ListedCode
from ekc.outbox.models import DeliveredMail, DueRow, Message
from ekc.retention.acts.holds import hold_file
from ekc.retention.models import DestructionList, Hold
from ekc.spreadsheets import Line
from followup.acts.call_days import plan_calls
from plans.acts.proposals import raise_proposal
from plans.models import LawArticle
from plans.queries import current_version
from reports.models import Download
from tests.access.matrix import LIBRARY_PREFIXES, ROUTES, CaseRoute, HousePage, PublicPage
from tests.access.merges import PAIRS, judged_row, merged_organisations
from tests.access.questionnaires import rows_of_questionnaires
from tests.access.read_lines import lines_of
from tests.access.rows_of_rights import OF_RIGHTS
from tests.breaches.made import rows_of_breaches
from tests.factories import (
    make_account_invitation,
    make_coordinator,
    make_edition,
    make_frame_guest,
    make_invitation,
    make_likely,
    make_organisation,
    make_privacy_request,
    make_request,
    make_research,
    make_sheet,
    make_survey_invitation,
)
from tests.factories.privacy import looked_over
from tests.world import Family, World

INSIDERS = {"C": "anna", "M": "carla", "P": "dirk"}
HOUSE_ROLES = {**INSIDERS, "O": "eva", "F": "frans", "L": "lena"}
REACHED = {200, 302}
WorldIn = Callable[[str], World]


def routes_of(resolver: Any = None, namespace: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name and the argument names of every address in the house."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes_of(pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or str(pattern.pattern)), tuple(pattern.pattern.converters)


ARGUMENTS = {name: arguments for name, arguments in routes_of() if not name.startswith(LIBRARY_PREFIXES)}


def test_every_route_has_a_row_in_the_matrix_and_every_row_a_route() -> None:
    assert set(ARGUMENTS) == set(ROUTES)


MADE: dict[str, Callable[[Family, World], Any]] = {
    **OF_RIGHTS,
    "held": lambda family, world: hold_file(
        family.case.number, by=world.carla, reason="Een klacht.", until=local_today()
    ),
    "asked": lambda family, world: make_privacy_request(family.main_person, by=world.carla),
    "asks_to_see": lambda family, world: make_privacy_request(family.main_person, by=world.carla, kind="inzage"),
    "looked_over": lambda family, world: looked_over(
        make_privacy_request(family.main_person, by=world.carla, kind="inzage"), by=world.carla
    ),
    "answered": lambda family, world: make_privacy_request(family.main_person, by=world.carla, answered=True),
    "side": lambda family, world: family.case.parties.get(),
    "who_did_it": lambda family, world: family.case.parties.get().members.create(
        main_person=family.main_person, is_central=True
    ),
    "letter_news": lambda family, world: family.case.referrer_news.create(
        state=family.case.state, channel=NewsChannel.LETTER
    ),
    "account_invitation": lambda family, world: make_account_invitation(family.case, by=world.carla),
    "frame_guest": lambda family, world: make_frame_guest(family.case, by=world.carla),
    "residence": lambda family, world: current_version(family.plan).residence_changes.create(
        main_person=family.main_person,
        from_residence=Residence.WITH_PARENTS,
        to_residence=Residence.FAMILY_OR_FRIENDS,
    ),
    "proposal": lambda family, world: raise_proposal(
        family.case, doer=family.circle_person, who="Oma", text="Zondag past mij beter."
    ),
    "sheet": lambda family, world: make_sheet(family.plan, by=world.carla),
    "likely": lambda family, world: make_likely(family.case),
    "judged": lambda family, world: judged_row(family, make_likely(family.case)),
}


def row_of(kind: str, family: Family, world: World) -> Any:
    """The value of the other arguments of an address of this family."""
    if kind in ("invitation", "link"):
        invitation = make_invitation(family.conference, family.circle_person)
        return invitation.pk if kind == "invitation" else f"conferences.invitation-{invitation.pk}"
    if kind == "suggestion":
        invitation = make_invitation(family.conference, family.circle_person)
        return invitation.suggestions.create(name="Buurvrouw Ans").pk
    if kind == "letter":
        return Letter.objects.create(conference=family.conference, person=family.circle_person, read_by="Tante").pk
    if kind == "day_guest":
        return family.case.day_polls.get().guests.get().pk
    if kind in ("call", "round"):
        plan_calls(family.case, family.conference.held_on)
        return family.case.calls.get(kind="na_1_maand" if kind == "call" else "na_3_maanden").pk
    if kind == "coordinator_request":
        return make_request(family.case, make_coordinator(world.anna if family is world.own else world.bram)).pk
    if kind == "contract":
        return family.case.contracts.get().pk
    made = {
        "agreement": lambda: current_version(family.plan).agreements.first(),
        "survey": lambda: make_survey_invitation(family.case),
    }
    if kind in made:
        return made[kind]().pk
    if kind in MADE:
        return MADE[kind](family, world).pk
    values = {
        "circle": family.circle_person.pk,
        "aside": family.set_aside.pk,
        "contact": family.contact.pk,
        "main_person": family.main_person.pk,
        "question": family.question.pk,
        "coordinator": make_coordinator(world.anna if family is world.own else world.bram).pk,
        "action": "informatie",
        "signal": family.signal.pk,
        "ban": family.ban.pk,
        "wish": family.wish.pk,
        "help": family.help_now.pk,
        "work": family.work.pk,
        "area": "school",
        "point": "vraag",
        "survey_form": "volwassene",
    }
    return values[kind]


def rows_of(kind: str, family: Family, world: World) -> list[Any]:
    """The values of the other arguments: none, one, or somebody of the circle and what comes beside."""
    if kind in PAIRS:
        return [family.circle_person.pk, PAIRS[kind](family).pk]
    return [row_of(kind, family, world)] if kind else []


def address(name: str, row: CaseRoute, family: Family, world: World) -> str:
    return reverse(name, args=[family.case.number, *rows_of(row.row, family, world)])


def signed_in(user: Any) -> Client:
    """Somebody behind a browser; whoever signed in when their world was built (`conftest.py`) still is."""
    client = Client(raise_request_exception=True)
    if session := getattr(user, "session_of_the_world", ""):
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    else:
        client.force_login(user)
    return client


# By state, so that tests in the same world follow each other.
CASE_ROUTES = sorted(
    (name for name, row in ROUTES.items() if isinstance(row, CaseRoute)), key=lambda name: (ROUTES[name].state, name)
)
HOUSE_PAGES = sorted(name for name, row in ROUTES.items() if isinstance(row, HousePage))
HOUSE_LISTS = [name for name in HOUSE_PAGES if ROUTES[name].who and not ROUTES[name].acts]
PUBLIC_PAGES = sorted(name for name, row in ROUTES.items() if isinstance(row, PublicPage))


# --- pages of a file ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASE_ROUTES)
def test_a_page_of_a_file_opens_for_exactly_its_people(name: str, world_in: WorldIn) -> None:
    row = ROUTES[name]
    world = world_in(row.state)
    url = address(name, row, world.own, world)

    # Who may not comes first: the act of who may can change what the others find.
    for letter, person in sorted(INSIDERS.items(), key=lambda each: each[0] in row.who):
        client = signed_in(world.people[person])
        answer = client.post(url) if row.acts else client.get(url)
        if letter in row.who:
            assert answer.status_code in REACHED, (name, person, answer.status_code)
            assert row.acts or not is_sent_back(answer, world), (name, person)
            if row.acts:
                return
        else:
            assert answer.status_code in {403, 404} or is_sent_back(answer, world), (name, person, answer.status_code)
            assert Case.objects.get(pk=world.own.case.pk).state == world.own.case.state


def is_sent_back(answer: Any, world: World) -> bool:
    """The case page says in a message why this person cannot do this now."""
    return answer.status_code == 302 and answer.headers["Location"] == world.own.case.get_absolute_url()


@pytest.mark.parametrize("name", CASE_ROUTES)
def test_a_stranger_gets_404_on_a_page_of_a_file(name: str, world_in: WorldIn) -> None:
    row = ROUTES[name]
    world = world_in(row.state)
    own, other = address(name, row, world.own, world), address(name, row, world.other, world)
    visits = [(person, own) for person in world.strangers.values()]
    visits += [(world.people[person], other) for person in INSIDERS.values()]

    for person, url in visits:
        client = signed_in(person)
        assert client.post(url).status_code in {404, 405}, (name, person)
        assert client.get(url).status_code in ({404, 405} if row.acts else {404}), (name, person)
    assert Case.objects.get(pk=world.own.case.pk).state == world.own.case.state


ROWS = [name for name in CASE_ROUTES if ROUTES[name].row not in ("", "action", "area", "point", "survey_form")]


@pytest.mark.parametrize("name", ROWS)
def test_a_row_of_another_family_is_not_there_under_the_number_of_the_own(name: str, world_in: WorldIn) -> None:
    row = ROUTES[name]
    world = world_in(row.state)
    url = reverse(name, args=[world.own.case.number, *rows_of(row.row, world.other, world)])

    for letter in row.who:
        client = signed_in(world.people[INSIDERS[letter]])
        answers = [client.post(url).status_code, client.get(url).status_code]
        # A page that only shows, or only acts, knows one of the two methods.
        assert set(answers) in ({404}, {404, 405}), (name, letter)


@pytest.mark.parametrize("name", CASE_ROUTES)
def test_who_is_not_signed_in_goes_to_the_sign_in_page(name: str, world_in: WorldIn) -> None:
    row = ROUTES[name]
    world = world_in(row.state)
    url = address(name, row, world.own, world)

    answer = Client().post(url) if row.acts else Client().get(url)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", CASE_ROUTES)
def test_what_is_shown_of_a_person_stands_in_the_read_log(name: str, world_in: WorldIn) -> None:
    """A page with a canary of a family on it has written a line for that family's case (R30)."""
    row = ROUTES[name]
    world = world_in(row.state)
    url = address(name, row, world.own, world)

    for person in world.people.values():
        before = ReadLine.objects.filter(outcome=Outcome.SHOWN, case_number=world.own.case.number).count()
        answer = signed_in(person).get(url)
        text = answer.content.decode(errors="ignore") if answer.status_code == 200 else ""
        after = ReadLine.objects.filter(outcome=Outcome.SHOWN, case_number=world.own.case.number).count()
        if any(canary in text for canary in world.own.canaries.values()):
            assert after > before, (name, person)
        assert not [secret for secret in world.own.secret_canaries if secret in text], (name, person)
        assert not [canary for canary in world.other.canaries.values() if canary in text], (name, person)
        if person == world.dirk:
            assert not [canary for canary in world.own.circle_canaries if canary in text], name


# --- pages of the house ------------------------------------------------------------------------------------


def house_address(name: str, row: HousePage | PublicPage, world: World) -> str:
    if not row.row:
        return reverse(name)
    made = {**_rows_of_the_house(world), **_rows_of_anna(world), **rows_of_questionnaires(world)}
    found = made[row.row]()
    return reverse(name, args=[*(found if isinstance(found, list) else [found]), *getattr(row, "more", ())])


def _rows_of_the_house(world: World) -> dict[str, Callable[[], Any]]:
    """What a page of the house is about, made when it is asked for."""
    region, now = world.own.case.region, timezone.now()
    failed = {"state": "mislukt", "region": region}
    mail = {"key": "k", "to": "a@voorbeeld.example", "subject": "s", "body": "b", "next_try_at": now}
    due = {"purpose": "one_month_call", "object_type": "x", "object_id": 1, "due_at": now}
    file = {"format": "csv", "selection": {}, "state": "klaar", "content": b"x", "filename": "x.csv"}
    offer = {"region": region, "offered_on": local_today(), "moment": "toegang"}
    return {
        "person": lambda: world.eva.pk,
        "organisation": lambda: world.dirk.organisation_id,
        "two_organisations": lambda: [world.dirk.organisation_id, make_organisation().pk],
        "merged_organisations": lambda: merged_organisations(world),
        "region": lambda: region.code,
        "list": lambda: "geloof",
        "listed": lambda: ListedCode.objects.get(in_list="aanmelder", code="wijkteam").pk,
        "kept_class": lambda: "leeslog",
        "hold": lambda: (
            Hold.objects.create(file_id=1, case_number="x", reason="klacht", until=local_today(), by=world.lena).pk
        ),
        "destruction_list": lambda: DestructionList.objects.create(made_by=world.lena).pk,
        **rows_of_breaches(world),
        "filter": lambda: SavedFilter.objects.create(user=world.carla, name="Spoed", query="urgent=ja").pk,
        "offer": lambda: Offer.objects.create(offered_by=world.carla, **offer).pk,
        "draft": lambda: start_draft("familie").key,
        "call": lambda: start_draft("familie", by=world.carla, is_by_phone=True).key,
        "token": lambda: "verzonnen",
        "mail": lambda: Message.objects.create(**mail, **failed).pk,
        "due": lambda: DueRow.objects.create(**due, **failed).pk,
        "download": lambda: Download.objects.create(user=world.eva, **file).pk,
        "research": lambda: make_research().slug,
        "edition": lambda: make_edition(state="gepubliceerd", made_by=world.eva).pk,
        "draft_edition": lambda: make_edition(made_by=world.eva).pk,
        "edition_table": lambda: [make_edition(made_by=world.eva).pk, "2.2"],
        "checked_edition": lambda: make_edition(state="goedgekeurd", made_by=world.eva).pk,
        "article": lambda: LawArticle.objects.get().pk,
        "programme": lambda: world.own.case.programme.slug,
        "funder": lambda: world.own.case.programme.funder_id,
        "import": lambda: [keep_reading(["E-mail"], [Line(2, {"E-mail": world.anna.email})], by=world.lena).pk],
        "form_number": uuid.uuid4,
        "letter": lambda: (
            DeliveredMail.objects.create(
                message_id="<1>", to="a@b.example", subject="s", sealed=DeliveredMail.seal("b")
            ).pk
        ),
    }


def _rows_of_anna(world: World) -> dict[str, Callable[[], Any]]:
    """The profile of a coordinator, and what hangs on it."""
    anna, by, today = world.anna.coordinator, world.anna, local_today()
    return {
        "coordinator_request": lambda: [make_request(world.own.case, anna).pk],
        "profile": lambda: [anna.pk],
        "employer": lambda: [anna.pk, add_employer(anna, by=by, name="Bakkerij").pk],
        "tie": lambda: [anna.pk, add_tie(anna, by=by, organisation=make_organisation(), description="partner").pk],
        "leave": lambda: [anna.pk, add_leave(anna, by=by, starts_on=today, ends_on=today).pk],
    }


@pytest.mark.parametrize("name", HOUSE_PAGES)
def test_a_page_of_the_house_opens_for_exactly_its_roles(name: str, world: World) -> None:
    row = ROUTES[name]
    url = house_address(name, row, world)

    for letter, person in HOUSE_ROLES.items():
        client = signed_in(world.people[person])
        answer = client.post(url) if row.acts else client.get(url)
        expected = REACHED | {row.code} if letter in row.who else {404}
        if row.acts and letter in row.who:
            expected = REACHED | {404}  # the first who may has already settled it
        assert answer.status_code in expected, (name, person, answer.status_code)
    assert Client().get(url).status_code in (302, 405)


@pytest.mark.parametrize("name", HOUSE_LISTS)
def test_a_list_shows_nobody_without_a_line_in_the_read_log(name: str, world: World) -> None:
    row = ROUTES[name]
    url = house_address(name, row, world)

    for person in world.people.values():
        before = lines_of(world.own, world.other)
        text = signed_in(person).get(url).content.decode(errors="ignore")
        after = lines_of(world.own, world.other)
        for at, family in enumerate((world.own, world.other)):
            if any(canary in text for canary in family.canaries.values()):
                assert after[at] > before[at], (name, person)
            assert not [secret for secret in family.secret_canaries if secret in text], (name, person)


@pytest.mark.parametrize("name", PUBLIC_PAGES)
def test_a_public_page_opens_without_an_account_and_shows_nobody(name: str, world: World) -> None:
    row = ROUTES[name]

    answer = Client().get(house_address(name, row, world))

    assert answer.status_code == row.code
    text = answer.content.decode(errors="ignore")
    for family in (world.own, world.other):
        assert not [canary for canary in family.canaries.values() if canary in text]


def test_a_file_that_does_not_exist_looks_like_a_file_of_somebody_else(world: World) -> None:
    client = signed_in(world.bram)

    strange = client.get(reverse("cases:case", args=[world.own.case.number]))
    missing = client.get(reverse("cases:case", args=["EK-1999-99999"]))

    assert strange.status_code == missing.status_code == 404
    assert strange.content == missing.content
