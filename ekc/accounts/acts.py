"""Acts of landelijk beheer on people, organisations, regions and municipalities.

Nothing here deletes: a person who leaves is deactivated, because the read log and the history name them.
"""

import uuid
from collections.abc import Iterable, Mapping

import pghistory
from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.models import EmailAddress
from allauth.account.utils import url_str_to_user_pk, user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from ekc.addresses import mail_key
from ekc.links import LinkKind, address_of
from ekc.outbox.acts import follow_account, queue_message
from ekc.refusal import Refusal

from .codes import ROLES_WITH_ORGANISATION, ROLES_WITH_REGIONS, Role
from .leaving import Leaving, hand_over, refuse_owing, regions_left, work_elsewhere
from .models import Municipality, Organisation, Region, User
from .organisations import organisation_named, organisations_meant
from .signals import account_readdressed, left_regions


def missing_for_role(role: str, *, regions: Iterable[Region], organisation: Organisation | None) -> dict[str, str]:
    """Say per field what a person in this role still needs: a region to work in, an organisation (R28, R38)."""
    missing = {}
    if role in ROLES_WITH_REGIONS and not list(regions):
        missing["regions"] = _("Kies minstens één regio. Zonder regio ziet deze persoon geen enkele zaak.")
    if role in ROLES_WITH_ORGANISATION and organisation is None:
        missing["organisation"] = _("Kies de organisatie waar deze persoon voor werkt.")
    return missing


@transaction.atomic
def register_person(
    *,
    by: User,
    email: str,
    full_name: str,
    role: str,
    phone: str = "",
    regions: Iterable[Region] = (),
    organisation: Organisation | None = None,
) -> User:
    """Give a person an account and mail them a link to choose a password.

    The account has no password until then. Raises Refusal when the address is taken or the role lacks
    a region or organisation.
    """
    regions = list(regions)
    _refuse_incomplete(role, regions, organisation)
    _refuse_taken_address(email)
    person: User = User.objects.create_user(
        email=email, full_name=full_name, role=role, phone=phone, organisation=organisation
    )
    person.regions.set(regions)
    _set_login_address(person)
    _send_invitation(person)
    return person


@transaction.atomic
def change_person(
    person: User,
    *,
    by: User,
    email: str,
    full_name: str,
    role: str,
    phone: str = "",
    regions: Iterable[Region] = (),
    organisation: Organisation | None = None,
) -> User:
    """Change who a person is and what they may do; another role or address ends their sessions (R46, R47).

    Raises Refusal when the address is taken, the role lacks a region or organisation, somebody changes
    their own role, nobody would be left for landelijk beheer, or work of that role or region is not handed over.
    """
    regions = list(regions)
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    _refuse_incomplete(role, regions, organisation)
    left = regions_left(person, () if role != person.role else regions)
    if role != person.role:
        _refuse_own_role(person, by)
        _refuse_last_national(person)
        refuse_owing(Leaving(person))
    elif left:
        refuse_owing(Leaving(person, left))
    address, former, former_place = mail_key(email), person.email, person.organisation
    is_other_login = role != person.role or address != person.email
    if address != person.email:
        _refuse_taken_address(address)
    person.email, person.full_name, person.role, person.phone = address, full_name, role, phone
    person.organisation = organisation
    person.save(update_fields=["email", "full_name", "role", "phone", "organisation"])
    person.regions.set(regions)
    left_regions.send(sender=User, person=person, regions=left)
    work_elsewhere(person, former=former_place, by=by)
    _set_login_address(person)
    if is_other_login:
        end_sessions(person)
    if address != former:
        follow_account(person, old=former)
        account_readdressed.send(sender=User, user=person, old=former)
    return person


@transaction.atomic
def deactivate_person(person: User, *, by: User) -> User:
    """Close the account: no login, and every open session ends at its next page (R47). Nothing is deleted.

    Quietly nothing when it is closed already. Raises Refusal for oneself, for the last landelijk beheer, and while
    this person has work that is not handed over (`hand_over_and_close`).
    """
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not person.is_active:
        return person
    if person.pk == by.pk:
        raise Refusal(_("U kunt uw eigen account niet sluiten. Vraag een collega van landelijk beheer."))
    _refuse_last_national(person)
    refuse_owing(Leaving(person))
    person.is_active = False
    person.save(update_fields=["is_active"])
    left_regions.send(sender=User, person=person, regions=tuple(person.regions.all()))
    end_sessions(person)
    return person


@transaction.atomic
def hand_over_and_close(person: User, *, by: User, heirs: Mapping[str, User | None]) -> int:
    """Hand over all that this person has under their hands, and close the account; both or neither.

    Returns how many cases went. Raises Refusal as `hand_over` and `deactivate_person` do.
    """
    given = hand_over(Leaving(person), by=by, heirs=heirs)
    deactivate_person(person, by=by)
    return given


@transaction.atomic
def reactivate_person(person: User, *, by: User) -> User:
    """Open the account again, with the password and second factor it had."""
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
    return person


@transaction.atomic
def invite_person(person: User, *, by: User) -> None:
    """Mail a new link to choose a password. Raises Refusal for a closed account."""
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not person.is_active:
        raise Refusal(_("Dit account is gesloten. Open het eerst weer; daarna kunt u een link sturen."))
    _send_invitation(person)


@transaction.atomic
def withdraw_invitation(person: User, *, by: User) -> None:
    """The link to choose a password opens nothing any more. Raises Refusal for who has one: then they log in."""
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.has_usable_password():
        raise Refusal(_("Deze persoon heeft al een wachtwoord. Sluit het account als inloggen niet meer mag."))
    # The link is made from this field too: another one, and none that was mailed fits any more.
    person.set_unusable_password()
    person.save(update_fields=["password"])


@transaction.atomic
def remove_second_factor(person: User, *, by: User) -> None:
    """Take away the second factor of somebody who lost it, after an identity check by the office (R44).

    Sessions end, the person is told by mail, and the history names who did it. Raises Refusal for
    oneself and when there is none.
    """
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.pk == by.pk:
        raise Refusal(_("Uw eigen tweede stap verandert u bij uw account, niet hier."))
    if not Authenticator.objects.filter(user=person).delete()[0]:
        raise Refusal(_("Deze persoon heeft geen tweede stap ingesteld. Er is niets veranderd."))
    pghistory.create_event(person, label="second_factor_removed")
    end_sessions(person)
    queue_message(
        key=f"second-factor-removed:{person.pk}:{uuid.uuid4().hex}",
        to=person.email,
        subject=_("Uw tweede stap voor het inloggen is weggehaald"),
        body=_(
            "Goedendag,\n\n"
            "Landelijk beheer heeft de tweede stap van uw account weggehaald. "
            "Bij de volgende keer inloggen stelt u een nieuwe in.\n\n"
            "Heeft u hier niet om gevraagd? Bel dan meteen met landelijk beheer.\n"
        ),
    )


def end_sessions(person: User) -> None:
    """End every session of this person at its next page."""
    person.session_generation += 1
    person.save(update_fields=["session_generation"])


@transaction.atomic
def register_organisation(
    *,
    by: User,
    name: str,
    is_care_or_deciding: bool = False,
    referrer_type: str = "",
    frames_are_cosigned: bool = False,
) -> Organisation:
    """Add an organisation. Raises Refusal when the name exists, signs, accents and capitals apart."""
    _refuse_taken_organisation_name(name)
    said = {"is_care_or_deciding": is_care_or_deciding, "frames_are_cosigned": frames_are_cosigned}
    made: Organisation = Organisation.objects.create(name=name, referrer_type=referrer_type, **said)
    return made


@transaction.atomic
def find_organisation(
    *,
    by: User,
    organisation: Organisation | None = None,
    name: str = "",
    is_care_or_deciding: bool = False,
    referrer_type: str = "",
    is_another: bool = False,
) -> Organisation:
    """The organisation that is meant: the one given, the one of this name, or else a new one.

    Raises Refusal without a name, and for a name that comes near one that is known, unless `is_another` says that
    somebody looked at those. One that exists keeps the flag that it has.
    """
    clean = " ".join(name.split())
    if organisation is None and not clean:
        raise Refusal(_("Kies een organisatie, of schrijf de naam op."), at="organisation")
    found = organisation or organisation_named(clean)
    if found is not None:
        return found
    if not is_another and (meant := organisations_meant(clean)):
        raise Refusal(
            _("Bedoelt u %(names)s? Kies die uit de lijst, of kies “Nee, een andere organisatie”.")
            % {"names": _(" of ").join(each.name for each in meant)}
        )
    return register_organisation(
        by=by, name=clean, is_care_or_deciding=is_care_or_deciding, referrer_type=referrer_type
    )


@transaction.atomic
def change_organisation(
    organisation: Organisation,
    *,
    by: User,
    name: str,
    is_care_or_deciding: bool,
    referrer_type: str,
    frames_are_cosigned: bool = False,
) -> Organisation:
    """Change an organisation. The flag decides who may be coordinator from now on (R-01). Approves it where a regional
    manager proposed it."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    _refuse_taken_organisation_name(name, other_than=organisation)
    organisation.name, organisation.referrer_type = name, referrer_type
    organisation.is_care_or_deciding, organisation.is_approved = is_care_or_deciding, True
    organisation.frames_are_cosigned = frames_are_cosigned
    said = ["name", "is_care_or_deciding", "referrer_type", "is_approved", "frames_are_cosigned"]
    organisation.save(update_fields=said)
    return organisation


@transaction.atomic
def propose_organisation(*, by: User, name: str) -> Organisation:
    """The organisation of this name; a new one waits for landelijk beheer. Raises Refusal without a name."""
    if not name.strip():
        raise Refusal(_("Kies bij welke organisatie deze persoon werkt."), at="name")
    known = organisation_named(name)
    if known is not None:
        return known
    made: Organisation = Organisation.objects.create(name=name.strip(), is_care_or_deciding=True, is_approved=False)
    return made


@transaction.atomic
def change_region(region: Region, *, by: User, phone: str, email: str, deputy: Region | None) -> Region:
    """Change where people reach a region, and which region stands in where it has no regional manager.

    Its name and code are fixed: figures are counted by them. Raises Refusal when it would stand in for itself.
    """
    region = Region.objects.select_for_update(of=("self",)).get(pk=region.pk)
    if deputy is not None and deputy.pk == region.pk:
        raise Refusal(_("Een regio kan niet voor zichzelf waarnemen. Kies een andere regio."))
    region.phone, region.email, region.deputy = phone, email, deputy
    region.save(update_fields=["phone", "email", "deputy"])
    return region


@transaction.atomic
def add_municipality(region: Region, *, by: User, name: str) -> Municipality:
    """Add a municipality, after a merger for example.

    Raises Refusal when it exists: a municipality lies in exactly one region (domain.md 1.3).
    """
    existing = Municipality.objects.select_related("region").called(name).first()
    if existing is not None:
        raise Refusal(
            _("%(name)s bestaat al, in de regio %(region)s. Een gemeente ligt in één regio.")
            % {"name": existing.name, "region": existing.region}
        )
    return Municipality.objects.create(name=name, region=region)


def _refuse_incomplete(role: str, regions: list[Region], organisation: Organisation | None) -> None:
    missing = missing_for_role(role, regions=regions, organisation=organisation)
    if missing:
        raise Refusal(" ".join(missing.values()))


def _refuse_taken_address(email: str) -> None:
    if User.objects.filter(email__iexact=email).exists():
        raise Refusal(_("Er is al een account met dit e-mailadres. Zoek het op in de lijst van mensen."), at="email")


def _refuse_own_role(person: User, by: User) -> None:
    if person.pk == by.pk:
        raise Refusal(_("U kunt uw eigen rol niet veranderen. Vraag een collega van landelijk beheer."))


def _refuse_last_national(person: User) -> None:
    if person.role != Role.NATIONAL or not person.is_active:
        return
    # Locked together, so that two people cannot close each other's account at the same moment.
    nationals = User.objects.able().select_for_update(of=("self",)).filter(role=Role.NATIONAL).order_by("pk")
    if [national.pk for national in nationals] == [person.pk]:
        raise Refusal(_("Dit is de laatste persoon van landelijk beheer. Maak eerst een opvolger aan."))


def _refuse_taken_organisation_name(name: str, *, other_than: Organisation | None = None) -> None:
    taken = organisation_named(name)
    if taken is not None and taken != other_than:
        raise Refusal(_("Er is al een organisatie met deze naam. Kies die, of geef een andere naam."))


def _set_login_address(person: User) -> None:
    # allauth signs people in by these rows too: an old one would go on opening the account.
    EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"primary": True, "verified": True})


def _password_path(person: User) -> str:
    key = PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})


def _of_password_link(uidb36: str) -> User | None:
    try:
        found: User | None = User.objects.filter(pk=url_str_to_user_pk(uidb36)).first()
    except (ValueError, ValidationError):
        return None
    return found


def link_kind() -> LinkKind:
    """The link by which somebody chooses a password. django-allauth judges the link itself; whose it is, this house."""
    return LinkKind(
        model=User,
        routes=("account_reset_password_from_key",),
        hangs_on=lambda user: (user,),
        case=lambda _user: None,
        address=lambda user: user.email,
        path=_password_path,
        find=_of_password_link,
        closed_help=_lazy("Vragen? Bel landelijk beheer."),
    )


def _send_invitation(person: User) -> None:
    days = settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)
    queue_message(
        key=f"invitation:{person.pk}:{uuid.uuid4().hex}",
        to=person.email,
        subject=_("Uw account bij Eigen Kracht"),
        body=_(
            "Goedendag,\n\n"
            "U kunt inloggen bij Eigen Kracht. Kies eerst een wachtwoord met deze link:\n\n"
            "%(link)s\n\n"
            "De link werkt %(days)s dagen, en één keer. Daarna kunt u op de inlogpagina een nieuwe vragen.\n"
        )
        % {"link": address_of(person), "days": days},
        about=person,
    )
