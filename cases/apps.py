from dataclasses import replace
from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "zaken"

    def ready(self) -> None:
        from ekc.breaches.whose_names import NAMES_IN
        from ekc.foreign_words import TYPED
        from ekc.health import AMISS
        from ekc.links import add_kind
        from ekc.merging.hangings import bring
        from ekc.outbox.acts import handle_due

        from . import merges, receivers, rules  # noqa: F401  Django and `rules` register what these define
        from .casepage.reads import referrer_news
        from .codes import DuePurpose
        from .coordinators.acts import requests as coordinator_requests
        from .desk.reads import referrer_questions
        from .keepers import count_unreached
        from .privacy.acts import term_reminders
        from .privacy.reads import own_consents
        from .queries import main_names_in
        from .referral.acts import drafts
        from .referral.reads import typed_words
        from .reviewing.acts import review_reminders

        NAMES_IN.add("cases", main_names_in)
        TYPED.add("aanmelding", typed_words.typed_words)
        add_kind(referrer_questions.link_kind())
        add_kind(drafts.link_kind())
        add_kind(referrer_news.link_kind())
        add_kind(own_consents.link_kind())
        handle_due(DuePurpose.DRAFT_EXPIRES, drafts.forget_draft)
        handle_due(DuePurpose.REQUEST_TERM, coordinator_requests.lapse_request)
        handle_due(DuePurpose.RIGHT_TERM_NEARS, term_reminders.remind_of_term)
        handle_due(DuePurpose.RIGHT_TERM_ENDS, term_reminders.remind_of_term)
        handle_due(DuePurpose.REVIEW_TERM, review_reminders.remind_of_review)
        self._bring_link_rules()
        AMISS.add("files that no active user reaches", count_unreached)
        self._bring_steps()
        self._bring_tabs()
        self._bring_points()
        self._bring_duties()
        bring(*merges.OF_A_PERSON, *merges.OF_A_CASE, *merges.OF_AN_ORGANISATION)
        self._bring_leftovers()
        self._bring_retention()

    def _bring_retention(self) -> None:
        from ekc.inzage import bring as give
        from ekc.looked_at import bring as name_pages
        from ekc.retention.codes import Kept
        from ekc.retention.register import FILE_KINDS, NORM_DAYS, PERSON_KINDS, UNFINISHED, PersonKind, bring

        from . import inzage, looked_at, norms, retention
        from .privacy.acts import granting_destruction, taking_out
        from .privacy.reads.who_goes import KINDS

        bring(*retention.PLACES)
        give(*inzage.GIVEN, stands=inzage.STANDS)
        name_pages(looked_at.OF_A_FILE, looked_at.OF_MANY)
        FILE_KINDS.add("case", replace(retention.FILE_KIND, why_stays=granting_destruction.why_file_stays))
        for kind in KINDS:
            acts = (taking_out.is_there, taking_out.why_stays, taking_out.take_out, taking_out.goes)
            PERSON_KINDS.add(kind, PersonKind(*(partial(act, kind) for act in acts)))
        UNFINISHED.add("requests", retention.has_open_requests)
        NORM_DAYS.add(Kept.DRAFTS, norms.DRAFT_DAYS)
        NORM_DAYS.add(Kept.DOWNLOADS, norms.DOWNLOAD_DAYS)

    def _bring_leftovers(self) -> None:
        from .variants import leftovers

        for order, (name, leftover) in enumerate(leftovers.OWN, start=1):
            leftovers.LEFTOVERS.add(name, leftover, order=10 * order)

    def _bring_duties(self) -> None:
        from ekc.accounts.leaving import DUTIES

        from .desk.acts import leaving

        DUTIES.add("manager", leaving.owed_by_manager, order=10)
        DUTIES.add("coordinator", leaving.owed_by_coordinator, order=20)
        DUTIES.add("professional", leaving.owed_by_professional, order=30)

    def _bring_link_rules(self) -> None:
        from django.contrib.auth import get_user_model

        from ekc.links import RULES, Closed, Rule

        from .link_rules import has_left, is_banned, is_merged, is_not_shared, is_set_aside, reads_no_more
        from .models import CirclePerson, MainPerson, Referrer

        RULES.add("set_aside", Rule(CirclePerson, is_set_aside, Closed.SET_ASIDE), order=10)
        RULES.add("has_left", Rule(MainPerson, has_left, Closed.SET_ASIDE), order=15)
        RULES.add("merged", Rule(CirclePerson, is_merged, Closed.MERGED), order=20)
        RULES.add("not_shared", Rule(Referrer, is_not_shared, Closed.SET_ASIDE), order=25)
        RULES.add("banned", Rule(CirclePerson, is_banned, Closed.BANNED), order=30)
        RULES.add("access_ended", Rule(get_user_model(), reads_no_more, Closed.ACCESS_ENDED), order=50)

    def _bring_steps(self) -> None:
        from .casepage import file_facts, file_steps, keeper_steps, next_step, outside_steps, side_steps
        from .privacy import consent_steps
        from .variants import next_steps as sides

        next_step.FACTS.add("consents", consent_steps.consent_facts)
        next_step.FACTS.add("file", file_facts.file_facts)
        next_step.FACTS.add("sides", sides.side_facts)
        own = (*file_steps.ROWS, *side_steps.ROWS, *keeper_steps.ROWS, *outside_steps.ROWS)
        next_step.add_steps([*own, *sides.ROWS, *consent_steps.ROWS])

    def _bring_tabs(self) -> None:
        from .casepage.tabs import TABS, Tab

        TABS.add("overview", Tab(_("Overzicht"), "cases:case", "case.view"), order=10)
        TABS.add("circle", Tab(_("Kring"), "cases:circle", "circle.view"), order=20)
        TABS.add("contacts", Tab(_("Contacten"), "cases:contacts", "circle.view"), order=30)
        TABS.add("preparation", Tab(_("Voorbereiding"), "cases:preparation", "circle.view"), order=35)
        TABS.add("consents", Tab(_("Toestemming"), "cases:consents", "consent.view"), order=38)
        TABS.add("contract", Tab(_("Contract"), "cases:contracts", "contract.view"), order=85)
        TABS.add("history", Tab(_("Verloop"), "cases:history", "case.view"), order=90)

    def _bring_points(self) -> None:
        from .casepage.checklist import POINTS
        from .circle import checklist as circle
        from .preparation import checklist as preparation
        from .preparation.reads.gaps import GAPS, of_the_request
        from .preparation.reads.registration import REQUIREMENTS, own_answers
        from .variants import checklist as sides

        POINTS.add("vraag", circle.question_is_shared, order=10)
        POINTS.add("benaderd", circle.everybody_is_approached, order=20)
        POINTS.add("kinderen", circle.children_are_prepared, order=30)
        POINTS.add("informatie", preparation.information_is_arranged, order=40)
        POINTS.add("veiligheid", preparation.safety_is_decided, order=50)
        POINTS.add("verantwoordelijkheid", sides.responsibility_is_asked, order=55)
        POINTS.add("akkoord", sides.both_sides_agreed, order=56)
        POINTS.add("kanten", sides.everybody_has_a_side, order=57)
        REQUIREMENTS.add("answers", own_answers, order=10)
        GAPS.add("request", of_the_request, order=10)
