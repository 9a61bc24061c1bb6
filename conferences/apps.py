from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConferencesConfig(AppConfig):
    name = "conferences"
    verbose_name = "conferenties"

    def ready(self) -> None:
        from cases.casepage.checklist import POINTS
        from cases.casepage.next_step import FACTS, add_steps
        from cases.casepage.reads.today import MEETING_TODAY
        from cases.casepage.tabs import TABS, Tab
        from cases.circle.reads.circle import ANSWERS
        from cases.circle.reads.growth import HEARD_FROM, STAGES
        from cases.coordinators.matching import MEETING_DAYS
        from cases.preparation.reads.gaps import GAPS
        from cases.preparation.reads.registration import REQUIREMENTS
        from cases.variants.leftovers import LEFTOVERS
        from ekc.links import add_kind
        from ekc.merging.hangings import bring
        from ekc.once.taking_back import TAKE_BACKS
        from ekc.outbox.acts import handle_due, one_by_one

        from . import checklist, merges, next_steps, queries, receivers, rules  # noqa: F401  registering is what importing them is for
        from .codes import DuePurpose
        from .day.acts import sheet_reminder
        from .day.acts.taking_back import take_back_of
        from .day.reads.attended import who_was_there
        from .day.reads.gaps import of_the_meetings
        from .inviting.acts import inviting, leftovers, reminding
        from .inviting.reads import links as invitation_links
        from .planning.reads import day_poll

        for kind in (invitation_links.link_kind(renewed=inviting.print_letter_again), day_poll.link_kind()):
            add_kind(kind)
        TAKE_BACKS.add("day_button", take_back_of)
        handle_due(DuePurpose.CONFERENCE_TOMORROW, sheet_reminder.remind_of_sheet)
        handle_due(DuePurpose.INVITATION_REMINDER, reminding.remind, together=one_by_one(reminding.remind))
        LEFTOVERS.add("invitations", leftovers.INVITATIONS, order=60)
        TABS.add("conference", Tab(_("Conferentie"), "conferences:conference", "conference.view"), order=50)
        POINTS.add("apart", checklist.who_may_not_meet_does_not, order=52)
        POINTS.add("plek", checklist.place_is_known, order=60)
        POINTS.add("eten", checklist.food_is_arranged, order=70)
        POINTS.add("tolk", checklist.interpreter_is_arranged, order=80)
        STAGES.add("invited", checklist.invited)
        STAGES.add("present", checklist.present)
        HEARD_FROM.add("invitation", checklist.answered_an_invitation)
        HEARD_FROM.add("day", checklist.answered_for_a_day)
        ANSWERS.add("invitation", checklist.answers_of)
        REQUIREMENTS.add("who_was_there", who_was_there, order=20)
        GAPS.add("meetings", of_the_meetings, order=20)
        MEETING_DAYS.add("meeting", queries.planned_day)
        MEETING_TODAY.add("meeting", queries.cases_that_meet)
        FACTS.add("meeting", next_steps.meeting_facts)
        add_steps(next_steps.ROWS)
        bring(*merges.OF_A_PERSON, *merges.OF_A_CASE)
        self._bring_retention()

    def _bring_retention(self) -> None:
        from ekc.inzage import bring as give
        from ekc.looked_at import bring as name_pages
        from ekc.retention.register import bring

        from . import inzage, looked_at, retention

        give(*inzage.GIVEN, stands=inzage.STANDS)
        name_pages(looked_at.OF_A_FILE)
        bring(*retention.PLACES)
