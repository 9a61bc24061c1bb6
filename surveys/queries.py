"""The questionnaire behind a personal link, and the day that it is about."""

import datetime as dt
import json
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext_lazy as _lazy

from cases.codes import ConsentPurpose, ConsentState
from cases.consented import consent_of
from cases.models import Case, CirclePerson, Consent, MainPerson
from cases.notices import referrer_address
from cases.spoken_languages import page_language_of
from ekc.addresses import mail_key
from ekc.dates import local_today
from ekc.links import Closed, LinkKind

from .models import Questionnaire, SurveyInvitation
from .routing import Routed

WHAT = _lazy("een uitnodiging voor een vragenlijst")
"""For the read log."""


def link_kind(
    *, readdress: Callable[[SurveyInvitation, str], None], renewed: Callable[[SurveyInvitation], None]
) -> LinkKind:
    return LinkKind(
        model=SurveyInvitation,
        routes=("surveys:answer",),
        hangs_on=lambda row: (*readers_of(row), row.case),
        case=lambda row: row.case,
        address=lambda row: row.email,
        # Once it came back it still opens, on the word of thanks.
        over=lambda row: "" if row.is_used or row.expires_on >= local_today() else Closed.OVER,
        language=language_at,
        rows=lambda: SurveyInvitation.objects.select_related("case"),
        now=_by_link,
        belongs=_belongs,
        readdress=readdress,
        renewed=renewed,
        perm="surveys.hand_out",
        what=WHAT,
        back=lambda row: reverse("surveys:surveys", args=[row.case_number]),
        closed_help=_lazy("Nog iets vertellen? Bel de Eigen Kracht-coördinator."),
    )


def readers_of(row: SurveyInvitation) -> list[Any]:
    """Who reads the mail of a questionnaire, looked up once for a row: whether it opens, and in which language."""
    known: tuple[str, list[Any]] | None = row.__dict__.get("_readers")
    if known is None or known[0] != row.email:
        among = row.__dict__.get("_reads", {}).get(row.email, KINDS_OF_READERS)
        known = row.__dict__["_readers"] = (row.email, people_at(row.case, row.email, among=among))
    return known[1]


KINDS_OF_READERS = frozenset({"circle", "main_persons", "referrer"})


def people_at(case: Case, email: str, *, among: Set[str] = KINDS_OF_READERS) -> list[Any]:
    """Who of a case reads mail at this address: a questionnaire is not tied to a person, only to where it went.

    `among`: where it is known already that nobody else can be.
    """
    if not email:
        return []
    circle = list(case.circle.filter(email__iexact=email)) if "circle" in among else []
    # A double has nothing to say where the row that was kept reads mail there too.
    living = [person for person in circle if not person.is_double]
    main = list(case.main_persons.filter(email__iexact=email)) if "main_persons" in among else []
    found: list[Any] = [*(living or circle), *main]
    referrer = getattr(case, "referrer", None) if "referrer" in among else None
    if referrer is not None and mail_key(referrer_address(case)) == mail_key(email):
        found += [referrer, referrer.user]
    return found


def wants_no_form(person: MainPerson | CirclePerson) -> bool:
    """Whether this main person, or who speaks for one, withdrew the consent to be sent a questionnaire."""
    if isinstance(person, MainPerson):
        return consent_of(person, ConsentPurpose.QUESTIONNAIRE) == ConsentState.WITHDRAWN
    said = Consent.objects.filter(person=person, purpose=ConsentPurpose.QUESTIONNAIRE)
    return any(not each.gives for each in said.last_words())


def referrer_reads_at(case: Case, email: str) -> bool:
    """Whether this is where the referrer reads mail; so too while nobody knows where that is."""
    known = referrer_address(case) if getattr(case, "referrer", None) is not None else ""
    return not known or mail_key(known) == mail_key(email)


def language_at(row: SurveyInvitation) -> str:
    """The language of whoever of the case reads mail there; Dutch where nobody is known."""
    readers = [each for each in readers_of(row) if each is not None]
    return page_language_of(readers[0]) if readers else str(settings.LANGUAGE_CODE)


def _belongs(row: SurveyInvitation, somebody: Any, old: str) -> bool:
    """It went to the old address of this person, which is nobody else's of the case, and did not come back yet."""
    others = [each for each in people_at(row.case, old) if each is not None and each != somebody]
    return not row.is_used and mail_key(row.email) == mail_key(old) and not others


# --- which version, and how its questions lead to each other ----------------------------------------------

_DAY = """
SELECT held_on FROM conferences_conference
WHERE case_id = {case} AND held_on IS NOT NULL ORDER BY sequence DESC LIMIT 1
"""
"""The day of the conference whose questionnaires these are."""
_VERSION = """
SELECT * FROM surveys_questionnaire
WHERE form = {form} AND valid_from <= {day} AND (valid_until IS NULL OR valid_until >= {day})
ORDER BY valid_from DESC LIMIT 1
"""
"""The version of a form that held on a day (domain.md 3.8)."""
_ROUTING = """
SELECT jsonb_agg(jsonb_build_array(code, type, asked_if) ORDER BY sort_order)
FROM surveys_question WHERE questionnaire_id = {version}
"""
_READS = "EXISTS (SELECT FROM {table} AS each WHERE each.case_id = file.id AND upper(each.email) = upper(sent.email))"
_BEHIND = """
SELECT sent.*, file.number AS of_number, file.region_id AS of_region, file.programme_id AS of_programme,
    about.day AS about_day, version.id AS of_version, ({routing}) AS routing,
    {circle} AS in_circle, {main} AS in_main_persons, {referrer} AS in_referrer, {bans} AS of_bans
FROM surveys_surveyinvitation AS sent
JOIN cases_case AS file ON file.id = sent.case_id
CROSS JOIN LATERAL (SELECT coalesce(({day}), %(today)s) AS day OFFSET 0) AS about
JOIN LATERAL ({version}) AS version ON true
WHERE
""".format(
    day=_DAY.format(case="file.id"),
    version=_VERSION.format(form="sent.form", day="about.day"),
    routing=_ROUTING.format(version="version.id"),
    circle=_READS.format(table="cases_circleperson"),
    main=_READS.format(table="cases_mainperson"),
    referrer="EXISTS (SELECT FROM cases_referrer WHERE case_id = file.id)",
    bans="EXISTS (SELECT FROM cases_contactban WHERE case_id = file.id)",
)
"""An invitation with all that its answer asks of the database: a thousand of them come in at once (docs/bench.md)."""


@dataclass(frozen=True)
class Behind:
    """The form behind an invitation: its version, how its questions lead to each other, what an answer will carry."""

    questionnaire_id: int
    form: str
    questions: Sequence[Routed]
    region_id: int
    programme_id: int | None
    day: dt.date


def behind(invitation: SurveyInvitation) -> Behind:
    """The form behind an invitation; of one that was looked up by its link it is known."""
    known: Behind | None = invitation.__dict__.get("_behind")
    if known is not None:
        return known
    row = _with_form("sent.id = %(sought)s", invitation.pk)
    if row is None:
        raise Questionnaire.DoesNotExist
    found: Behind = row.__dict__["_behind"]
    return found


def _by_link(digest: str) -> SurveyInvitation | None:
    return _with_form("sent.token_hash = %(sought)s", digest)


def _with_form(where: str, sought: Any) -> SurveyInvitation | None:
    """One invitation, its file as far as a link asks for it, and the form behind it, in one statement."""
    for row in SurveyInvitation.objects.raw(_BEHIND + where, {"sought": sought, "today": local_today()}):
        known: Any = row
        kept = [known.case_id, known.of_number, known.of_region, known.of_programme]
        row.case = Case.from_db(row._state.db, ["id", "number", "region_id", "programme_id"], kept)
        row.case.__dict__["ever_had_bans"] = known.of_bans
        row.__dict__["_reads"] = {row.email: {kind for kind in KINDS_OF_READERS if getattr(known, f"in_{kind}")}}
        row.__dict__["_behind"] = Behind(
            questionnaire_id=known.of_version,
            form=row.form,
            questions=[Routed(*each) for each in json.loads(known.routing or "[]")],
            region_id=known.of_region,
            programme_id=known.of_programme,
            day=known.about_day,
        )
        return row
    return None


def routed_questions(questionnaire_id: int) -> list[Routed]:
    """What an act asks of the questions: codes, kinds and routing, without all their words in every language."""
    with connection.cursor() as cursor:
        cursor.execute(_ROUTING.format(version="%s"), [questionnaire_id])
        return [Routed(*each) for each in json.loads(cursor.fetchone()[0] or "[]")]


def questionnaire_for(invitation: SurveyInvitation) -> Questionnaire:
    """The version that held on the day of the conference (domain.md 3.8)."""
    return version_for(invitation.case, invitation.form)


def version_for(case: Case, form: str) -> Questionnaire:
    """The version of a form for a case: see `questionnaire_for`."""
    day = held_on_of(case) or local_today()
    for found in Questionnaire.objects.raw(_VERSION.format(form="%(form)s", day="%(day)s"), {"form": form, "day": day}):
        return found
    raise Questionnaire.DoesNotExist


def held_on_of(case: Case) -> dt.date | None:
    """The day of the conference whose questionnaires these are; None without one."""
    with connection.cursor() as cursor:
        cursor.execute(_DAY.format(case="%s"), [case.pk])
        found: tuple[dt.date] | None = cursor.fetchone()
    return found[0] if found else None
