from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "zaken"

    def ready(self) -> None:
        from ekc.outbox.domain import handle_due

        from . import receivers, rules  # noqa: F401  registering is what importing them is for
        from .casepage import checklist, own_tabs, steps  # noqa: F401  registering is what importing them is for
        from .codes import DuePurpose
        from .coordinators.acts import coordinator_offers
        from .referral.acts import drafts

        handle_due(DuePurpose.DRAFT_EXPIRES, drafts.forget_draft)
        handle_due(DuePurpose.OFFER_TERM, coordinator_offers.lapse_offer)
