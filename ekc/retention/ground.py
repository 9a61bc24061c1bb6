"""Where the tables of the ground floor belong, and those of the libraries that keep something of people."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat
from pghistory.models import Context

from ekc.accounts.models import Municipality, Organisation, Region, User
from ekc.audit.forgetting import forget
from ekc.audit.models import Drawn, Forgotten, ReadLine, Review, ReviewAnswer, Seal, SealedUpTo, SignedOff
from ekc.backups.models import BackupMark
from ekc.breaches.models import Breach, Concerned
from ekc.dates import local_today
from ekc.lists.models import ListedCode
from ekc.merging.models import Merge
from ekc.once.models import FormNumber
from ekc.outbox.codes import ENDED_MESSAGE_STATES, SETTLED_DUE_STATES, MessageState
from ekc.outbox.models import DatabasePlace, DeliveredMail, DueRow, Message

from .codes import Fate, Kept
from .models import (
    DestructionEntry,
    DestructionList,
    DestructionProof,
    Hold,
    RetentionClass,
)
from .querysets import holding
from .register import Files, OwnTerm, Place, destroyed, kept

_DONE_WITH = Q(state__in=sorted(ENDED_MESSAGE_STATES)) | Q(state=MessageState.FAILED, replaced_by__isnull=False)
"""Also what failed and was sent anew: by itself it would stand among what failed once more."""


def _let_go_of(keys: list[int]) -> None:
    """A mail that stood in for one of these stays by itself."""
    Message.objects.filter(replaces__in=keys).update(replaces=None)


def _of_these_rows(files: Files, kind: str, key: str) -> Q:
    """Rows that name another by table and key, where that one is of these files."""
    found = Q(pk__in=[])
    for model, keys in files.found.items():
        if keys:
            found |= Q(**{kind: model._meta.label_lower, f"{key}__in": keys})
    return found


def _due_rows(files: Files) -> Q:
    return Q(case_number__in=files.numbers) | _of_these_rows(files, "object_type", "object_id")


def _messages(files: Files) -> Q:
    return Q(case_number__in=files.numbers) | _of_these_rows(files, "about_kind", "about_id")


def _merges(files: Files) -> Q:
    kept_row = _of_these_rows(files, "kind", "kept_id")
    return Q(case_number__in=files.numbers) | kept_row | _of_these_rows(files, "double_kind", "double_id")


def _concerned_of(keys: list[int]) -> None:
    """The people of a breach go with it, and whose accounts it was."""
    Concerned.objects.filter(breach__in=keys).delete()
    Breach.accounts.through.objects.filter(breach__in=keys).delete()


def forget_of_reviews(keys: list[int]) -> None:
    """What was drawn and said in a review goes with it."""
    forget(SignedOff, SignedOff.objects.filter(review__in=keys).values_list("pk", flat=True))
    forget(ReviewAnswer, ReviewAnswer.objects.filter(drawn__review__in=keys).values_list("pk", flat=True))
    forget(Drawn, Drawn.objects.filter(review__in=keys).values_list("pk", flat=True))


def _letters(files: Files) -> Q:
    """The letter box of the demo world knows no case: a letter in it is that of the message of the same address."""
    mails = Message.objects.filter(_messages(files)).values_list("to", "subject")
    found = Q(pk__in=[])
    for to, subject in set(mails):
        found |= Q(to=to, subject=subject)
    return found


def has_mail_to_come() -> Q:
    """A mail about it has still to leave, or reached nobody and somebody should look."""
    coming = Message.objects.exclude(state__in=sorted(ENDED_MESSAGE_STATES)).exclude(case_number="")
    return Q(number__in=coming.not_sent_again().values("case_number"))


def has_something_due() -> Q:
    """Something is still to happen, or went wrong."""
    coming = DueRow.objects.exclude(state__in=sorted(SETTLED_DUE_STATES)).exclude(case_number="")
    return Q(number__in=coming.values("case_number"))


def is_held() -> Q:
    return Q(pk__in=holding(local_today()).values("file_id"))


_WORK = "who did the work is no citizen; the name goes with the account"
_PROOF = "what was decided about keeping, without anybody of a file"
_IDS = "keys and numbers alone, to be destroyed anew after a restore"

ACCOUNTS = (
    Place(
        User,
        Kept.ACCOUNTS,
        Fate.ANONYMISED,
        carried_by="ekc.retention.accounts.anonymise_old_accounts",
        keeps={_WORK: ("role", "organisation", "is_active", "date_joined", "session_generation")},
        blanks=("password", "last_login", "email", "full_name", "name_key", "phone"),
        neutral={
            "password": UNUSABLE_PASSWORD_PREFIX,
            "email": Concat(Value("weg-"), Cast("pk", CharField()), Value("@vernietigd.invalid")),
            "full_name": Value("Vernietigd account"),
            "name_key": Value(""),
        },
    ),
    kept(User.regions.through, "in which region an account worked", "user", "region", kept_in=Kept.ACCOUNTS),
    destroyed(EmailAddress, Kept.ACCOUNTS, carried_by="ekc.retention.accounts.anonymise_old_accounts"),
    destroyed(EmailConfirmation, Kept.ACCOUNTS, carried_by="ekc.retention.accounts.anonymise_old_accounts"),
    destroyed(Authenticator, Kept.ACCOUNTS, carried_by="ekc.retention.accounts.anonymise_old_accounts"),
    destroyed(SocialAccount, Kept.ACCOUNTS, carried_by="ekc.retention.accounts.anonymise_old_accounts"),
    # Nothing is written in it: no token of an organisation is kept.
    destroyed(SocialToken, Kept.ACCOUNTS, carried_by="ekc.retention.accounts.anonymise_old_accounts"),
)
_CHAIN = "that nothing of the log was changed or taken away: numbers of rows and digests, and nothing of anybody"
_OF_THE_HOUSE = "of the house, and of nobody"
HOUSE = (
    kept(Region, _OF_THE_HOUSE, "code", "name", "kind", "phone", "email", "sort_order", "deputy"),
    kept(Municipality, _OF_THE_HOUSE, "name", "name_key", "region"),
    kept(
        Organisation,
        _OF_THE_HOUSE,
        *("name", "name_key", "is_care_or_deciding", "referrer_type", "is_approved", "frames_are_cosigned"),
        "merged_into",
    ),
    kept(ListedCode, _OF_THE_HOUSE, "in_list", "code", "label", "labels", "also", "part_of", "place", "retired_on"),
    kept(DatabasePlace, _OF_THE_HOUSE, "identity", "since"),
    kept(BackupMark, _OF_THE_HOUSE, "at"),
    kept(Permission, _OF_THE_HOUSE, "name", "content_type", "codename"),
    kept(Group, _OF_THE_HOUSE, "name"),
    kept(SocialApp, _OF_THE_HOUSE, "provider", "provider_id", "name", "client_id", "secret", "key", "settings"),
    kept(Group.permissions.through, _OF_THE_HOUSE, "group", "permission"),
    kept(ContentType, _OF_THE_HOUSE, "app_label", "model"),
    kept(RetentionClass, _PROOF, "code", "why", "ground", "starts", "fate", "months", "least_months"),
    Place(
        Hold,
        Kept.HISTORY,
        Fate.ANONYMISED,
        reach=lambda files: Q(file_id__in=files.keys),
        keeps={_PROOF: ("file_id", "case_number", "until", "by", "at", "lifted_at", "lifted_by")},
        blanks=("reason",),
    ),
    kept(
        DestructionList,
        _PROOF,
        *("state", "made_by", "made_at", "on_request", "decided_by", "judged_at", "decision_note", "carried_out_at"),
    ),
    kept(
        DestructionEntry,
        _IDS,
        *("of_list", "file_id", "case_number", "person_id", "person_kind", "texts", "kept_in", "ended_on"),
        *("carried_out_on", "left_why"),
    ),
    kept(
        DestructionProof,
        _PROOF,
        *("list_number", "kept_in", "files", "rows", "on", "made_by", "approved_by", "is_replay", "checksum"),
    ),
)
PLACES = (
    *ACCOUNTS,
    *HOUSE,
    destroyed(Session, Kept.TECHNICAL, carried_by="ekc.retention.nightly.forget_sessions"),
    destroyed(Context, Kept.HISTORY, carried_by="ekc.retention.copies.drop_contexts"),
    destroyed(ReadLine, Kept.READ_LOG, own=OwnTerm("at")),
    kept(Seal, _CHAIN, *("table_name", "columns", "keys", "digests", "is_anew", "at", "previous", "hash")),
    kept(SealedUpTo, _CHAIN, *("upto", "beyond", "candidate", "candidate_ends")),
    kept(Forgotten, _CHAIN, "table_name", "keys", "at"),
    destroyed(Review, Kept.READ_LOG, own=OwnTerm("drawn_at"), settle=forget_of_reviews),
    *(
        destroyed(each, Kept.READ_LOG, carried_by="ekc.retention.ground.forget_of_reviews")
        for each in (Drawn, ReviewAnswer, SignedOff)
    ),
    destroyed(Breach, Kept.BREACHES, own=OwnTerm("closed_at", Q(closed_at__isnull=False)), settle=_concerned_of),
    destroyed(Breach.accounts.through, Kept.BREACHES, carried_by="ekc.retention.nightly.forget_what_is_over"),
    destroyed(Concerned, Kept.BREACHES, reach=lambda files: Q(case_number__in=files.numbers)),
    destroyed(FormNumber, Kept.TECHNICAL, own=OwnTerm("taken_at")),
    destroyed(DueRow, Kept.MESSAGES, reach=_due_rows, own=OwnTerm("due_at", Q(state__in=sorted(SETTLED_DUE_STATES)))),
    destroyed(Message, Kept.MESSAGES, reach=_messages, own=OwnTerm("created_at", _DONE_WITH), settle=_let_go_of),
    destroyed(DeliveredMail, Kept.MESSAGES, reach=_letters, own=OwnTerm("at")),
    destroyed(Merge, Kept.WITH, reach=_merges),
)
