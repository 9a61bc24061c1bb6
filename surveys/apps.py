from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = "vragenlijsten"

    def ready(self) -> None:
        from cases.casepage.tabs import TABS, Tab
        from cases.preparation.reads.gaps import GAPS
        from ekc.inzage import bring as give
        from ekc.links import add_kind
        from ekc.looked_at import bring as name_pages
        from ekc.merging.hangings import bring
        from ekc.outbox.acts import handle_due, one_by_one
        from ekc.retention.register import bring as place

        from . import inzage, looked_at, merges, receivers, retention, rules  # noqa: F401  registering is what importing them is for
        from .acts.handing_out import forget_draft, readdress, remind
        from .codes import DuePurpose
        from .queries import link_kind
        from .reads.gaps import of_the_questionnaires

        GAPS.add("questionnaires", of_the_questionnaires, order=40)
        bring(*merges.OF_A_CASE)
        add_kind(link_kind(readdress=readdress, renewed=forget_draft))
        handle_due(DuePurpose.QUESTIONNAIRE_REMINDER, remind, together=one_by_one(remind))
        TABS.add("surveys", Tab(_("Vragenlijsten"), "surveys:surveys", "surveys.view"), order=80)
        give(*inzage.GIVEN)
        name_pages(looked_at.OF_A_FILE)
        place(*retention.PLACES)
