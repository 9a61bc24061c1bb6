from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "plannen"

    def ready(self) -> None:
        from cases.casepage.checklist import POINTS
        from cases.casepage.frame_day import FRAME_DAYS, WITHOUT_FRAME
        from cases.casepage.next_step import FACTS, add_steps
        from cases.casepage.tabs import TABS, Tab
        from cases.circle.reads.growth import STAGES
        from cases.preparation.reads.gaps import GAPS
        from cases.querysets import PROFESSIONAL_REACH
        from conferences.day.reads.day import PRESENTATION_ACTS, PresentationAct
        from conferences.day.reads.run_sheet import SECTIONS
        from ekc.accounts.leaving import DUTIES
        from ekc.inzage import bring as give
        from ekc.links import add_kind
        from ekc.looked_at import bring as name_pages
        from ekc.merging.hangings import bring
        from ekc.retention.register import bring as place

        from . import checklist, inzage, looked_at, merges, next_steps, receivers, retention, rules, run_sheet  # noqa: F401  registering is what importing them is for
        from .acts.leaving import owed_by_tester
        from .forms.own_page import AGREED, PROPOSAL
        from .own_forms import OWN_FORMS
        from .queries import cases_to_test, frame_submitted_on, guest_link_kind, link_kind, without_frame
        from .reads.gaps import of_the_plan

        add_kind(link_kind())
        add_kind(guest_link_kind())
        TABS.add("frame", Tab(_("Veiligheidskader"), "plans:frame", "frame.view"), order=40)
        TABS.add("plan", Tab(_("Plan"), "plans:plan", "plan.outcome"), order=60)
        POINTS.add("kader", checklist.frame_was_read, order=90)
        STAGES.add("with_task", checklist.with_a_task)
        PROFESSIONAL_REACH.add("plans.tests", cases_to_test)
        DUTIES.add("plans.tests", owed_by_tester, order=60)
        FRAME_DAYS.add("frame", frame_submitted_on)
        WITHOUT_FRAME.add("frame", without_frame)
        PRESENTATION_ACTS.add("plan", PresentationAct(_("Plan opschrijven"), "plans:start"))
        SECTIONS.add("frame", run_sheet.frame_to_read_out)
        GAPS.add("plan", of_the_plan, order=25)
        FACTS.add("plan", next_steps.plan_facts)
        add_steps(next_steps.ROWS)
        OWN_FORMS.add("voorstel", PROPOSAL, order=20)
        OWN_FORMS.add("afgesproken", AGREED, order=10)
        bring(*merges.OF_A_PERSON, *merges.OF_A_CASE)
        give(*inzage.GIVEN, stands=inzage.STANDS)
        name_pages(looked_at.OF_A_FILE)
        place(*retention.PLACES)
