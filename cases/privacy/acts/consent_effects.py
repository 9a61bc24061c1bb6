"""What giving or withdrawing consent brings about in the file itself; floors above hear it by a signal."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.acts.ending_access import end_for_family, give_back_for_family
from cases.casepage.reads.ended_access import answers_for_safety
from cases.codes import ConsentPurpose
from cases.models import CirclePerson, Consent, ConsentLink, MainPerson
from cases.recipients import Post, tell
from ekc.accounts.models import User
from ekc.outbox.acts import follow_address

from ..reads.consents import waits_for_a_talk


def follow_in_the_file(said: Consent, *, by: User | None) -> None:
    """For the act that writes it down, in the same transaction. Whom nothing follows from, nothing is done for."""
    if said.purpose == ConsentPurpose.CALLING:
        _set_flag(said, "no_call")
    elif said.purpose == ConsentPurpose.MAIL:
        _keep_own_links(said)
        _mail(said)
    elif said.purpose == ConsentPurpose.REFERRER:
        _share_with_referrer(said, by=by)
    if waits_for_a_talk(said):
        _ask_for_a_talk(said)
    elif not said.gives and said.purpose != ConsentPurpose.REFERRER:
        # Of an access that ends the regional manager hears by itself.
        _tell_coordinator(said)


def _people_of(said: Consent) -> list[MainPerson | CirclePerson]:
    """Whom it is about, and who of the circle said it: both are called and mailed about the same file."""
    return [each for each in (said.main_person, said.person) if each is not None]


def _set_flag(said: Consent, name: str) -> list[MainPerson | CirclePerson]:
    """Returns of whom it was otherwise until now."""
    changed = [each for each in _people_of(said) if getattr(each, name) is said.gives]
    for each in changed:
        setattr(each, name, not said.gives)
        each.save(update_fields=[name])
    return changed


def _mail(said: Consent) -> None:
    """What waits for an address that may not be mailed fails, and what failed for want of one goes when it may."""
    for each in _set_flag(said, "no_mail"):
        old, new = ("", each.email) if said.gives else (each.email, "")
        follow_address(each, case_number=said.case.number, old=old, new=new)


def _keep_own_links(said: Consent) -> None:
    """Whoever wants no mail keeps the own link that is there: by it they can change their mind."""
    if said.gives:
        return
    people = _people_of(said)
    for link in ConsentLink.objects.filter(case=said.case).select_for_update(of=("self",)):
        if link.somebody in people:
            link.link_to, link.link_region = "", None
            link.save(update_fields=["link_to", "link_region"])


def _share_with_referrer(said: Consent, *, by: User | None) -> None:
    """A professional with an account reads the file no more, and reads it again. Who answers for safety reads on until
    the regional manager spoke with the family: that stands on no consent. The links of who has no account close by a
    rule (`cases/link_rules.py`)."""
    case = said.case
    referrer = getattr(case, "referrer", None)
    user = referrer.user if referrer is not None else None
    if user is None or not user.is_professional:
        return
    if said.gives:
        give_back_for_family(case, user, by=by)
    elif not answers_for_safety(case, user):
        end_for_family(case, user, by=by)


def _tell_coordinator(said: Consent) -> None:
    """Whoever works on it hears that consent was withdrawn, and nothing of whose or what for."""
    tell(
        said.case,
        Post.COORDINATOR,
        key=f"consent-withdrawn:{said.pk}",
        subject=_("Iemand trok toestemming in"),
        body=_("Goedendag,\n\nIn een zaak trok iemand toestemming in. Log in en kijk wat er anders is:\n\n%(link)s\n"),
        path=reverse("cases:consents", args=[said.case.number]),
        path_is_for_national=True,
    )


def _ask_for_a_talk(said: Consent) -> None:
    """The regional manager hears that somebody should speak with the family."""
    tell(
        said.case,
        Post.MANAGER,
        key=f"consent-talk:{said.pk}",
        subject=_("Wilt u een familie spreken?"),
        body=_(
            "Goedendag,\n\nIn een zaak trok iemand toestemming in. Wilt u de familie spreken? Log in:\n\n%(link)s\n"
        ),
        path=reverse("cases:consents", args=[said.case.number]),
        path_is_for_national=True,
    )
