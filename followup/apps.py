from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowupConfig(AppConfig):
    name = "followup"
    verbose_name = "nazorg"

    def ready(self) -> None:
        from cases.casepage.next_step import FACTS, add_steps
        from cases.casepage.tabs import TABS, Tab
        from cases.preparation.reads.gaps import GAPS
        from ekc.inzage import bring as give
        from ekc.links import add_kind
        from ekc.looked_at import bring as name_pages
        from ekc.merging.hangings import bring
        from ekc.outbox.acts import handle_due
        from ekc.retention.register import UNFINISHED
        from ekc.retention.register import bring as place
        from plans.own_forms import OWN_FORMS

        from . import inzage, looked_at, merges, next_steps, receivers, retention, rules  # noqa: F401  registering is what importing them is for
        from .acts.reminders import remind_of_call, remind_of_calls
        from .codes import DuePurpose
        from .forms.evaluation import OWN_EVALUATION
        from .reads import guests
        from .reads.gaps import of_the_calls

        GAPS.add("calls", of_the_calls, order=30)
        add_kind(guests.link_kind())
        for purpose in DuePurpose:
            handle_due(purpose, remind_of_call, together=remind_of_calls)
        TABS.add("followup", Tab(_("Nazorg"), "followup:followup", "followup.view"), order=70)
        bring(*merges.OF_A_PERSON, *merges.OF_A_CASE)
        FACTS.add("calls", next_steps.call_facts)
        add_steps(next_steps.ROWS)
        OWN_FORMS.add("evaluatie", OWN_EVALUATION, order=10)
        give(*inzage.GIVEN, stands=inzage.STANDS)
        name_pages(looked_at.OF_A_FILE, looked_at.OF_MANY)
        place(*retention.PLACES)
        UNFINISHED.add("calls", retention.has_open_calls)
