"""What giving or withdrawing consent brings about in the file itself; floors above hear it by a signal."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.acts.ending_access import end_for_family, give_back_for_family
from cases.casepage.reads.ended_access import answers_for_safety
from cases.codes import ConsentPurpose, ConsentState
from cases.consented import is_refused, known_age, last_words_of, state_of, words_about
from cases.models import Case, CirclePerson, Consent, ConsentLink, MainPerson, ReferrerNews
from cases.recipients import Post, tell
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.outbox.acts import follow_address, let_closed_lapse

from ..reads.consents import waits_for_a_talk


def follow_in_the_file(said: Consent, *, by: User | None) -> None:
    """For the act that writes it down, in the same transaction. Whom nothing follows from, nothing is done for."""
    if said.purpose == ConsentPurpose.REFERRER:
        _share_with_referrer(said, by=by)
    if waits_for_a_talk(said):
        _ask_for_a_talk(said)
    elif not said.gives and said.purpose != ConsentPurpose.REFERRER:
        # Of an access that ends the regional manager hears by itself.
        _tell_coordinator(said)


def stop_waiting_mail(said: Consent) -> None:
    """What was queued before the no, and leads to something that closed by it, does not leave."""
    is_of_referrer = said.purpose == ConsentPurpose.REFERRER and is_refused(said.case, said.purpose)
    news = ReferrerNews.objects.filter(case=said.case).values_list("pk", flat=True) if is_of_referrer else ()
    let_closed_lapse(said.case.number, keys=[f"news:{pk}" for pk in news])


_FLAGS = {ConsentPurpose.CALLING.value: "no_call", ConsentPurpose.MAIL.value: "no_mail"}


def settle_flags(said: Consent) -> None:
    """After a word about calling or mail: nobody is called or mailed of whom the register says so, and nobody else is
    left out. A main person by what everybody says who has a say; somebody of the circle by what they said themselves
    last, of whichever child: both are called and mailed about the same file."""
    if (name := _FLAGS.get(said.purpose)) is None:
        return
    for each, is_refused_now in _people_with_flag(said):
        if getattr(each, name) is is_refused_now:
            continue
        setattr(each, name, is_refused_now)
        if name == "no_mail" and is_refused_now:
            _keep_own_links(said.case, each)
        each.save(update_fields=[name])
        if name == "no_mail":
            # What waits for an address that may not be mailed fails; what failed for want of one goes when it may.
            old, new = (each.email, "") if is_refused_now else ("", each.email)
            follow_address(each, case_number=said.case.number, old=old, new=new)


def settle_flags_of(case: Case) -> None:
    """After two people turned out to be one: of what both said the last word counts, for calling and mail as well."""
    for purpose in _FLAGS:
        if words := last_words_of(case, purpose):
            settle_flags(words[0])


def _people_with_flag(said: Consent) -> Iterator[tuple[MainPerson | CirclePerson, bool]]:
    words, today = last_words_of(said.case, said.purpose), local_today()
    for main in MainPerson.objects.filter(case=said.case).select_related("case"):
        state = state_of(words_about(words, main, said.purpose), known_age(main, today))
        yield main, state == ConsentState.WITHDRAWN
    refusing = {each.person_id for each in words if not each.gives}
    speaking = {each.person_id for each in words if each.person_id is not None}
    for person in CirclePerson.objects.filter(pk__in=speaking).select_related("case"):
        yield person, person.pk in refusing


def _keep_own_links(case: Case, somebody: MainPerson | CirclePerson) -> None:
    """Whoever wants no mail keeps the own link that is there: by it they can change their mind."""
    for link in ConsentLink.objects.filter(case=case).select_for_update(of=("self",)):
        if link.somebody == somebody:
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
    if not is_refused(case, ConsentPurpose.REFERRER):
        give_back_for_family(case, user, by=by)
    elif not said.gives and not answers_for_safety(case, user.pk):
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
