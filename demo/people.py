"""The people with an account in the demo world, and who they work for. All of them are fictional."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from cases.codes import AccessEnd, Gender, PreferenceKind, ReferrerToday, Training
from cases.coordinators.acts.profiles import declare_employers
from cases.desk.acts.programmes import change_programme, create_funder, create_programme
from cases.models import Coordinator, CoordinatorLeave, FundingProgramme
from cases.preferences import read_wishes
from cases.spoken_languages import language_code
from ekc.accounts.acts import change_person, change_region, register_organisation, register_person
from ekc.accounts.codes import Role
from ekc.accounts.models import Organisation, Region, User
from ekc.dates import local_today
from ekc.outbox.codes import MessageState
from ekc.outbox.models import Message

# Printed by `manage.py demo --logins`; the command refuses to build outside a demo.
PASSWORD = "eigenkracht-demo"  # noqa: S105
MAIL_DOMAIN = "voorbeeld.example"
NATIONAL = "lena"

NOORD_HOLLAND, AMSTERDAM, UTRECHT, GELDERLAND = "noord_holland", "stadsregio_amsterdam", "utrecht", "gelderland"
REGION_PHONES = {
    NOORD_HOLLAND: "0612 345 101",
    AMSTERDAM: "0612 345 102",
    UTRECHT: "0612 345 103",
    GELDERLAND: "0612 345 104",
}
# Which region stands in for one without a regional manager; what is left lies with landelijk beheer.
DEPUTIES = {"flevoland": UTRECHT, "overijssel": GELDERLAND}


@dataclass(frozen=True)
class Account:
    """Somebody who can log in; `hint` says on the login list what this one is good for."""

    key: str
    name: str
    role: str
    regions: tuple[str, ...] = ()
    organisation: str = ""
    hint: str = ""

    @property
    def email(self) -> str:
        return f"{self.key}@{MAIL_DOMAIN}"


@dataclass(frozen=True)
class Profile:
    """What a regional manager looks at when choosing a coordinator."""

    gender: str
    languages: tuple[str, ...]
    background: str
    employers: tuple[str, ...] = ()
    faith: str = ""
    trainings: tuple[str, ...] = (Training.CONFERENCE,)
    max_cases: int = 5
    leave_days: int = 0
    training_costs: int | None = None


@dataclass(frozen=True)
class Professional:
    """How a professional appears on an aanmelding."""

    type: str
    function: str
    role_in_family: str = ""


# Name, "care or deciding", kind of referrer.
ORGANISATIONS: tuple[tuple[str, bool, str], ...] = (
    ("Jeugdbescherming Duin en Polder", True, ReferrerToday.CERTIFIED),
    ("Jeugdbescherming Heuvel en Rivier", True, ReferrerToday.CERTIFIED),
    ("Basisschool De Regenboogbrug", False, ReferrerToday.OTHER),
    ("Gezondheidscentrum De Lindeboom", True, ReferrerToday.GENERAL_PRACTITIONER),
    ("Zorggroep Lindenhof", True, ReferrerToday.OTHER),
    ("Fonds Samenkracht", False, ""),
    ("Bibliotheek De Leeszaal", False, ""),
    ("Installatiebedrijf Kuiper", False, ""),
    ("Kwekerij Groenrijk", False, ""),
)

ACCOUNTS: tuple[Account, ...] = (
    Account(
        "carla",
        "Carla Vermeulen",
        Role.REGIONAL_MANAGER,
        (NOORD_HOLLAND, AMSTERDAM),
        hint="Noord-Holland, Amsterdam",
    ),
    Account("bas", "Bas Ouwehand", Role.REGIONAL_MANAGER, (UTRECHT, GELDERLAND), hint="Utrecht, Gelderland"),
    Account("anna", "Anna de Boer", Role.COORDINATOR, (NOORD_HOLLAND, AMSTERDAM), hint="Noord-Holland"),
    Account("youssef", "Youssef Amrani", Role.COORDINATOR, (AMSTERDAM, NOORD_HOLLAND), hint="Amsterdam"),
    Account("sevda", "Sevda Yıldırım", Role.COORDINATOR, (UTRECHT, GELDERLAND), hint="Utrecht"),
    Account("marlon", "Marlon Pinas", Role.COORDINATOR, (AMSTERDAM,), hint="conferentie vandaag"),
    Account("ineke", "Ineke Verbruggen", Role.COORDINATOR, (GELDERLAND,), hint="Gelderland"),
    Account("agnieszka", "Agnieszka Wrona", Role.COORDINATOR, (GELDERLAND, UTRECHT), hint="spreekt Pools"),
    Account("tom", "Tom van Rijn", Role.COORDINATOR, (UTRECHT,), hint="Utrecht"),
    Account("hodan", "Hodan Warsame", Role.COORDINATOR, (UTRECHT, AMSTERDAM), hint="geheim adres"),
    Account("gerrit", "Gerrit Hofstra", Role.COORDINATOR, (NOORD_HOLLAND,), hint="kring van dertig"),
    Account("wilma", "Wilma Kok", Role.COORDINATOR, (NOORD_HOLLAND, UTRECHT), hint="werkt in de zorg"),
    Account("petra", "Petra Lammers", Role.COORDINATOR, (NOORD_HOLLAND, GELDERLAND), hint="met verlof"),
    Account(
        "dirk",
        "Dirk Hoekstra",
        Role.PROFESSIONAL,
        organisation="Jeugdbescherming Duin en Polder",
        hint="jeugdbeschermer",
    ),
    Account(
        "fatima",
        "Fatima El Idrissi",
        Role.PROFESSIONAL,
        organisation="Jeugdbescherming Heuvel en Rivier",
        hint="jeugdbeschermer",
    ),
    Account(
        "marjan", "Marjan Prins", Role.PROFESSIONAL, organisation="Basisschool De Regenboogbrug", hint="basisschool"
    ),
    Account(
        "jeroen",
        "Jeroen Vos",
        Role.PROFESSIONAL,
        organisation="Gezondheidscentrum De Lindeboom",
        hint="zorg",
    ),
    Account("eva", "Eva Lindeman", Role.RESEARCHER, hint="tabellen en rapport"),
    Account("frans", "Frans Goudsmit", Role.FUNDER, organisation="Fonds Samenkracht", hint="programma's"),
    Account(NATIONAL, "Lena Brouwer", Role.NATIONAL, hint="mensen, regio's, leeslog"),
)

PROFILES: dict[str, Profile] = {
    "anna": Profile(Gender.WOMAN, ("Nederlands", "Engels"), "Nederlands", ("Bibliotheek De Leeszaal",)),
    "youssef": Profile(Gender.MAN, ("Nederlands", "Arabisch", "Berbers"), "Marokkaans", faith="Islam"),
    "sevda": Profile(Gender.WOMAN, ("Nederlands", "Turks"), "Turks", faith="Islam", max_cases=6, training_costs=1200),
    "marlon": Profile(
        Gender.MAN,
        ("Nederlands", "Sranantongo", "Engels"),
        "Surinaams",
        ("Installatiebedrijf Kuiper",),
        faith="Christelijk",
        trainings=(Training.CONFERENCE, Training.RESTORATIVE),
    ),
    "ineke": Profile(
        Gender.WOMAN,
        ("Nederlands", "Duits"),
        "Nederlands",
        ("Kwekerij Groenrijk",),
        trainings=(Training.CONFERENCE, Training.RESTORATIVE),
        max_cases=6,
    ),
    "agnieszka": Profile(Gender.WOMAN, ("Nederlands", "Pools"), "Pools", faith="Katholiek"),
    "tom": Profile(Gender.MAN, ("Nederlands", "Engels"), "Nederlands"),
    "hodan": Profile(Gender.WOMAN, ("Nederlands", "Somalisch", "Arabisch"), "Somalisch", faith="Islam"),
    "gerrit": Profile(Gender.MAN, ("Nederlands", "Fries"), "Nederlands"),
    "petra": Profile(Gender.WOMAN, ("Nederlands", "Frans"), "Nederlands", leave_days=18),
    # works in care, so she can be seen among the coordinators but not be chosen.
    "wilma": Profile(Gender.WOMAN, ("Nederlands",), "Nederlands", ("Zorggroep Lindenhof",)),
}

PROFESSIONALS: dict[str, Professional] = {
    "dirk": Professional(ReferrerToday.CERTIFIED, "Jeugdbeschermer", "jb"),
    "fatima": Professional(ReferrerToday.CERTIFIED, "Gezinsvoogd", "jb"),
    "marjan": Professional(ReferrerToday.OTHER, "Intern begeleider", "anders"),
    "jeroen": Professional(ReferrerToday.GENERAL_PRACTITIONER, "Praktijkondersteuner", "anders"),
}

PROGRAMMES: dict[str, dict[str, object]] = {
    "thuis-in-de-buurt": {
        "name": "Thuis in de buurt",
        "regions": (NOORD_HOLLAND, AMSTERDAM),
        "target": 60,
        "price": 4200,
        "coordinator_fee": 650,
        "coordinator_access_ends": AccessEnd.THREE_MONTHS,
    },
    "eerst-de-familie": {
        "name": "Eerst de familie",
        "regions": (UTRECHT, GELDERLAND),
        "target": 40,
        "price": 3950,
        "coordinator_fee": 600,
        "coordinator_access_ends": AccessEnd.ONE_MONTH,
    },
}
FUNDER = "Fonds Samenkracht"
PILOT_FUNDER = "Provincie"
PILOT_SLUG = "families-zelf-aan-zet"


@dataclass
class People:
    """Everybody of the demo world by key."""

    users: dict[str, User]
    programmes: dict[str, FundingProgramme]

    def __getitem__(self, key: str) -> User:
        return self.users[key]

    def manager_of(self, region: str) -> User:
        """The regional manager who works in this region."""
        return self.users["carla" if region in (NOORD_HOLLAND, AMSTERDAM) else "bas"]


def make_people() -> People:
    """Make accounts, organisations, profiles, regions' contact data and the two programmes that run."""
    users = _make_accounts()
    _make_profiles(users)
    national = users[NATIONAL]
    for code, phone in REGION_PHONES.items():
        region = Region.objects.get(code=code)
        change_region(region, by=national, phone=phone, email=f"{code.replace('_', '-')}@{MAIL_DOMAIN}", deputy=None)
    for code, deputy in DEPUTIES.items():
        region = Region.objects.get(code=code)
        stands_in = Region.objects.get(code=deputy)
        change_region(region, by=national, phone=region.phone, email=region.email, deputy=stands_in)
    return People(users, _make_programmes(users))


def _make_accounts() -> dict[str, User]:
    national = _first_account()
    for name, decides, kind in ORGANISATIONS:
        register_organisation(by=national, name=name, is_care_or_deciding=decides, referrer_type=kind)
    users = {NATIONAL: national}
    for account in ACCOUNTS:
        if account.key != NATIONAL:
            users[account.key] = _register(account, national)
    # One hash for all: hashing is slow on purpose, and it is one password.
    User.objects.filter(pk__in=[user.pk for user in users.values()]).update(password=make_password(PASSWORD))
    for user in users.values():
        user.refresh_from_db()
    # Their password is set: the invitations to choose one are of no use any more.
    Message.objects.filter(key__startswith="invitation:").update(state=MessageState.CANCELLED)
    return users


def _first_account() -> User:
    """Landelijk beheer: there is nobody yet to register her; changing her gives her an address to log in with."""
    account = _account(NATIONAL)
    national = User.objects.create_user(email=account.email, full_name=account.name, role=account.role)
    return change_person(
        national,
        by=national,
        email=account.email,
        full_name=account.name,
        role=account.role,
        phone=_phone(account),
    )


def _phone(account: Account) -> str:
    return f"0612 345 {200 + ACCOUNTS.index(account)}"


def _register(account: Account, national: User) -> User:
    return register_person(
        by=national,
        email=account.email,
        full_name=account.name,
        role=account.role,
        phone=_phone(account),
        regions=regions_of(account.regions),
        organisation=_organisation(account.organisation),
    )


def _make_profiles(users: dict[str, User]) -> None:
    for key, profile in PROFILES.items():
        fill_profile(users[key], profile)


def fill_profile(user: User, profile: Profile) -> Coordinator:
    """Write down what a regional manager would know of this coordinator."""
    coordinator = Coordinator.objects.get(user=user)
    coordinator.gender = profile.gender
    coordinator.languages = [language_code(name) for name in profile.languages]
    (background,) = read_wishes(PreferenceKind.CULTURE, profile.background)
    coordinator.backgrounds, coordinator.background_words = list(background.codes), background.words
    for faith in read_wishes(PreferenceKind.FAITH, profile.faith):
        (coordinator.faith,), coordinator.faith_words = faith.codes, faith.words
    coordinator.trainings, coordinator.max_cases = list(profile.trainings), profile.max_cases
    coordinator.training_costs = profile.training_costs
    # Young enough for a first case (R7); `world` moves it to before the first contract.
    coordinator.vog_date = local_today() - dt.timedelta(days=20)
    coordinator.save()
    works = Organisation.objects.filter(name__in=profile.employers)
    declare_employers(coordinator, by=user, organisations=works)
    return coordinator


def set_leave() -> None:
    """Who is away now; set after the building, so that the past could still be given to them."""
    for key, profile in PROFILES.items():
        give_leave(Coordinator.objects.get(user__email=_account(key).email), profile)


def give_leave(coordinator: Coordinator, profile: Profile) -> None:
    today = local_today()
    if profile.leave_days:
        CoordinatorLeave.objects.create(
            coordinator=coordinator,
            starts_on=today - dt.timedelta(days=3),
            ends_on=today + dt.timedelta(days=profile.leave_days),
        )


def _make_programmes(users: dict[str, User]) -> dict[str, FundingProgramme]:
    national = users[NATIONAL]
    funder = create_funder(by=national, name=FUNDER, users=[users["frans"]])
    year, made = local_today().year, {}
    for slug, data in PROGRAMMES.items():
        fields = dict(data)
        regions = regions_of(fields.pop("regions"))  # type: ignore[arg-type]
        period = {"starts_on": dt.date(year - 1, 1, 1), "ends_on": dt.date(year + 1, 12, 31)}
        made[slug] = create_programme(by=national, funder=funder, regions=regions, **period, **fields)  # type: ignore[arg-type]
    return made


def settle_pilot(people: People) -> None:
    """What the province agreed for the pilot: 78 conferences in three years."""
    change_programme(
        FundingProgramme.objects.get(slug=PILOT_SLUG),
        by=people[NATIONAL],
        regions=regions_of([NOORD_HOLLAND]),
        funder=create_funder(by=people[NATIONAL], name=PILOT_FUNDER, users=[people["frans"]]),
        target=78,
        starts_on=dt.date(2009, 1, 1),
        ends_on=dt.date(2011, 12, 31),
    )


def _account(key: str) -> Account:
    return next(account for account in ACCOUNTS if account.key == key)


def regions_of(codes: Iterable[str]) -> list[Region]:
    return list(Region.objects.filter(code__in=list(codes)))


def _organisation(name: str) -> Organisation | None:
    return Organisation.objects.get(name=name) if name else None
