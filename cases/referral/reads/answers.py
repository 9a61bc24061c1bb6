"""An aanmelding as far as it is: its pages with what was typed, what is still missing, and what it comes to."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import get_language

from cases.codes import LAY_REFERRERS, ReferrerKind, ReferrerRole, ReferrerType, SafetyTrigger, Variant
from cases.spoken_languages import name_in_dutch
from ekc.accounts.models import Organisation, Region, User
from ekc.lists.codes import KeptList
from ekc.lists.queries import kept

from ..acts.drafts import Part
from ..acts.referral import Consent, GroupData, PersonData, Reach, ReferralData, ReferrerData
from ..forms.coordinator_wishes import WishesForm
from ..forms.group import FAMILY, GROUP, HARM
from ..forms.people import PersonForm, PersonReachForm, living, person_data
from ..forms.situation import NOTHING_OF_THIS
from ..forms.step_form import StepForm
from ..forms.who_applies import ProfessionalNameForm
from .step_page import StepPage, query_of
from .steps import ORDER_OF_TALK, STEPS, Step
from .summary import Group, Summary, page_groups

VARIANTS = {FAMILY: Variant.FAMILY, HARM: Variant.RESTORATIVE, GROUP: Variant.COMMUNITY}


class Answers:
    """All pages of one aanmelding. `by` is None for whoever has no account."""

    def __init__(
        self, kind: str, parts: Mapping[str, Part], *, by: User | None = None, on_the_phone: bool = False
    ) -> None:
        self.kind, self.parts, self.by, self.on_the_phone = kind, parts, by, on_the_phone
        self._judged: dict[str, StepPage] = {}
        self.drawn_persons: list[PersonForm] = []

    @cached_property
    def has_consent(self) -> bool:
        """R-06: contact data of the family may be asked. Who applies for their own family consents by it."""
        if self.kind != ReferrerKind.PROFESSIONAL or self.on_the_phone:
            # On the phone all stands on one page; the act itself refuses contact data without consent.
            return True
        return list(self.parts.get("toestemming", {}).get("has_consent", ())) == ["ja"]

    @cached_property
    def is_of_group(self) -> bool:
        """An Alle Hens-conferentie: nobody is asked for, and nobody is the main person."""
        return self.about == GROUP

    @cached_property
    def about(self) -> str:
        """A family, a group, or harm that was done: FAMILY, GROUP or HARM."""
        return self._typed("soort", "about") or FAMILY

    @property
    def _numbered(self) -> list[Step]:
        """The pages that count: one that is not asked for want of consent too, so that the total stays the same."""
        return [step for step in STEPS[self.kind] if not step.about or self.about in step.about]

    @property
    def steps(self) -> list[Step]:
        """The pages of this referrer, as far as known now. On the phone both kinds of conference have their place."""
        if self.on_the_phone:
            every = sorted(STEPS[self.kind], key=lambda step: bool(step.about) and self.about not in step.about)
            found = list({step.slug: step for step in reversed(every)}.values())
        else:
            found = [step for step in self._numbered if self.has_consent or not step.needs_consent]
        return sorted(found, key=lambda step: ORDER_OF_TALK.index(step.slug)) if self.on_the_phone else found

    def number_of(self, step: Step) -> int:
        """Which step it is, the first being 1."""
        return self._numbered.index(step) + 1

    @property
    def total(self) -> int:
        """How many steps there are, with the check page."""
        return len(self._numbered) + 1

    def step(self, slug: str) -> Step | None:
        return next((step for step in self.steps if step.slug == slug), None)

    def neighbours(self, step: Step) -> tuple[str, str]:
        """The slugs of the page before and the page after; empty at the ends."""
        slugs = ["", *(each.slug for each in self.steps), ""]
        index = slugs.index(step.slug)
        return slugs[index - 1], slugs[index + 1]

    @property
    def page_language(self) -> str:
        """The language in which this person reads, and is written to from now on; on the phone nobody chose one."""
        return settings.LANGUAGE_CODE if self.on_the_phone or self.by else get_language() or settings.LANGUAGE_CODE

    # --- pages

    def page(self, step: Step, data: QueryDict | None = None) -> StepPage:
        """A page with what was just sent, or else with what was kept; untouched when neither is there."""
        if data is None and step.slug in self.parts:
            return StepPage(step, self, query_of(self.parts[step.slug])).leave_unjudged()
        return StepPage(step, self, data)

    def judged(self, slug: str) -> StepPage:
        """The page as it was kept, with its errors; what was never opened is empty and so mostly incomplete."""
        if slug not in self._judged:
            step = self.step(slug)
            assert step is not None
            data = query_of(self.parts.get(slug, {}))
            if step.people is not None and f"{step.prefix}-TOTAL_FORMS" not in data:
                data[f"{step.prefix}-TOTAL_FORMS"], data[f"{step.prefix}-INITIAL_FORMS"] = "0", "0"
            self._judged[slug] = StepPage(step, self, data)
            _ = self._judged[slug].is_valid
        return self._judged[slug]

    def pages(self) -> Iterator[StepPage]:
        """Every page, judged."""
        return (self.judged(step.slug) for step in self.steps)

    def groups_of(self, slug: str) -> list[Group]:
        """What was kept of one page, as on the check page."""
        return [group for group in page_groups(self.judged(slug), for_copy=False) if group.pairs]

    @property
    def incomplete(self) -> list[Step]:
        """The pages where something is missing or wrong."""
        return [page.step for page in self.pages() if not page.is_valid]

    def persons(self) -> list[PersonForm]:
        """For whom it is, as far as filled in; not the referrer who applies for themselves."""
        slug = "anderen" if self.kind == ReferrerKind.SELF else "voor-wie"
        return list(self.judged(slug).rows.forms)

    def persons_to_reach(self) -> list[PersonForm]:
        """On the phone all stands on one page: there they are asked of who was not saved yet, too."""
        return self.drawn_persons if self.on_the_phone and self.drawn_persons else self.persons()

    def row_arguments(self, step: Step) -> dict[str, Any]:
        asks_side = self.about == HARM or self.on_the_phone
        if step.prefix == "persons":
            return {"on_the_phone": self.on_the_phone, "asks_side": asks_side}
        if step.prefix == "parties":
            return {}
        return {"with_contact": self.has_consent, "asks_side": asks_side}

    # --- what the house knows of who is signed in

    def initial_of(self, step: Step) -> dict[str, Any]:
        if step.slug == "veiligheid" and self._typed("rol", "role_in_family") == ReferrerRole.JUVENILE_PROBATION:
            return {"safety_triggers": [SafetyTrigger.JUVENILE_PROBATION]}
        if self.by is None or not self.by.is_professional:
            return {}
        organisation = self.by.organisation
        known: dict[str, dict[str, Any]] = {
            "naam": {
                "name": self.by.full_name,
                "organisation_name": organisation.name if organisation else "",
                "referrer_kind": self._kind_of(organisation),
            },
            "bereik": {"email": self.by.email, "phone": self.by.phone},
        }
        return known.get(step.slug, {})

    def adapt(self, step: Step, form: StepForm) -> None:
        """A professional comes from the organisation of the account, and from nowhere else."""
        organisation = self.by.organisation if self.by and self.by.is_professional else None
        if step.slug == "naam" and organisation is not None:
            form.fields["organisation_name"].disabled = True
            form.fields.pop("organisation_known", None)
            if self._kind_of(organisation):
                form.fields["referrer_kind"].disabled = True

    @staticmethod
    def _kind_of(organisation: Organisation | None) -> str:
        """The kind that this organisation counts as; empty for one that is closed by now: it is asked then."""
        code = organisation.referrer_type if organisation else ""
        return code if code not in LAY_REFERRERS and code in kept(KeptList.REFERRER).open else ""

    def _typed(self, slug: str, name: str) -> str:
        return next(iter(self.parts.get(slug, {}).get(name, ())), "")

    # --- what it comes to

    def to_data(self) -> ReferralData:
        """The aanmelding, once `incomplete` is empty."""
        situation, support = self._clean("situatie"), self._clean("hulp")
        wishes: WishesForm = self.judged("wensen").form
        urgency = self._clean("spoed")
        earlier = support.get("earlier_conference") == "ja"
        return ReferralData(
            referrer=self._referrer(),
            persons=self._main_persons(),
            relatives=[form.to_data() for form in self.judged("naasten").rows.forms if form.has_changed()],
            region=self.region,
            situation=situation.get("situation", ""),
            question=situation.get("question", ""),
            other_professionals=support.get("other_professionals", ""),
            help_duration=support.get("help_duration", ""),
            wishes=wishes.wishes(),
            safety_triggers=self._safety_triggers(),
            urgent_reason=urgency.get("urgent_reason", "") if urgency.get("is_urgent") == "ja" else "",
            earlier_conference=earlier,
            repeat_reason=support.get("repeat_reason", "") if earlier else "",
            variant=VARIANTS[self.about],
            group=self._group(),
        )

    @property
    def region(self) -> Region:
        """Where it lies. Only of an aanmelding that is complete."""
        if self.kind == ReferrerKind.SELF:
            slug = "adres"
        else:
            slug = "groep" if self.is_of_group and not self.on_the_phone else "voor-wie"
        # A page that was judged names one.
        judged: Any = self.judged(slug)
        found: Region = judged.region
        return found

    def _group(self) -> GroupData | None:
        if not self.is_of_group:
            return None
        said = self._clean("groep")
        rows = self.judged("partijen").rows.forms
        return GroupData(
            name=said.get("group_name", ""),
            kind=said.get("group_kind", ""),
            place=said.get("group_place") or said.get("municipality", ""),
            topics=said.get("group_topics", []),
            parties=[form.to_data() for form in rows if form.has_changed() and form.cleaned_data.get("name")],
        )

    def _clean(self, slug: str) -> dict[str, Any]:
        if self.step(slug) is None:
            return {}
        found: dict[str, Any] = self.judged(slug).form.cleaned_data
        return found

    def _referrer(self) -> ReferrerData:
        who, reach = self._clean("naam"), self._clean("bereik")
        known: dict[str, Any] = {
            "name": who.get("name", ""),
            "phone": reach.get("phone", ""),
            "email": reach.get("email", ""),
            "no_voicemail": reach.get("voicemail") == "nee",
            "best_time": reach.get("best_time", ""),
            "interpreter": reach.get("interpreter", ""),
            "page_language": self.page_language,
        }
        if self.kind == ReferrerKind.SELF:
            return ReferrerData(type=ReferrerType.MAIN_PERSON, **known)
        if self.kind == ReferrerKind.NETWORK:
            return ReferrerData(type=ReferrerType.NETWORK, function=who.get("relation", ""), **known)
        account = self.by if self.by and self.by.is_professional else None
        return ReferrerData(
            type=who.get("referrer_kind") or "",
            function=who.get("function", ""),
            organisation_name=who.get("organisation_name", ""),
            organisation=account.organisation if account else self._organisation_meant(),
            role_in_family=self._clean("rol").get("role_in_family", ""),
            user=account,
            consent=self._consent(),
            **known,
        )

    def _organisation_meant(self) -> Organisation | None:
        form: ProfessionalNameForm = self.judged("naam").form
        return form.organisation_meant

    def _consent(self) -> Consent | None:
        said = self._clean("toestemming")
        if said.get("has_consent") != "ja" or not said.get("consent_on"):
            return None
        return Consent(by=said["consent_by"], on=said["consent_on"], how=said["consent_how"])

    def _main_persons(self) -> list[PersonData]:
        if self.is_of_group:
            return []
        if self.kind != ReferrerKind.SELF:
            reach = {}
            if self.step("bereiken") is not None:
                reach = {person["row"].value(): form for person, form in self.judged("bereiken").reach}
            known = [(person, reach.get(person["row"].value())) for person in self.persons()]
            named = [each for each in known if not each[0].is_nobody or (each[1] and each[1].has_changed())]
            return [self._main_person(person, form) for person, form in named]
        own = self._referrer()
        lives = self._clean("adres")
        address = {name: lives[name] for name in ("street", "postcode", "secret_address") if lives.get(name)}
        contact = {name: getattr(own, name) for name in ("phone", "email", "no_voicemail", "best_time")}
        first = replace(
            person_data(
                {**self._clean("geboren"), "side": self._own_side()},
                name=own.name,
                reach=Reach(**contact, **address, **living(lives)),
            ),
            language="" if own.page_language == settings.LANGUAGE_CODE else name_in_dutch(own.page_language),
        )
        return [first, *(self._main_person(person, None) for person in self.persons() if not person.is_nobody)]

    def _own_side(self) -> str:
        return str(self._clean("soort").get("own_side", "")) if self.about == HARM else ""

    def _main_person(self, person: PersonForm, form: PersonReachForm | None) -> PersonData:
        return person.to_data(form.to_reach(person) if form else Reach(**living(person.cleaned_data)))

    def _safety_triggers(self) -> list[str]:
        """What was ticked; juvenile probation as a role says so by itself (domain.md 3.2, step 5)."""
        ticked = [code for code in self._clean("veiligheid").get("safety_triggers", []) if code != NOTHING_OF_THIS]
        is_probation = self._clean("rol").get("role_in_family") == ReferrerRole.JUVENILE_PROBATION
        if is_probation and SafetyTrigger.JUVENILE_PROBATION not in ticked:
            ticked.append(SafetyTrigger.JUVENILE_PROBATION)
        return ticked

    # --- reading it over

    def summary(self, *, for_copy: bool = False) -> list[Summary]:
        """What was answered, page by page. On a copy, which others may find, a secret address is left out."""
        return [
            Summary(page.step, page.is_valid, [group for group in page_groups(page, for_copy) if group.pairs])
            for page in self.pages()
        ]
