"""An aanmelding as far as it is: its pages with what was typed, what is still missing, and what it comes to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils import formats
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _

from cases.codes import PROFESSIONAL_REFERRERS, Applicant, ReferrerRole, ReferrerType, SafetyTrigger, Variant
from ekc.accounts.models import Municipality, Region, User
from ekc.forms import PhoneField
from ekc.phones import phone_text

from ..acts.drafts import Part
from ..acts.referral import Consent, PersonData, Reach, ReferralData, ReferrerData
from ..forms.people import TAMPERED, PersonForm, PersonReachForm, living, person_data
from ..forms.referral import GROUP, NOTHING_OF_THIS, StepForm, WishesForm
from .steps import ORDER_OF_TALK, STEPS, Step

ADDRESS_FIELDS = ("street", "postcode", "place")
MOST_SIGNS = 60_000
"""Of one page. More is no story but a stream; `is_too_long` says so and nothing is thrown away."""


def query_of(part: Part) -> QueryDict:
    """What was kept of a page, as if the browser sent it now."""
    query = QueryDict(mutable=True)
    for name, values in part.items():
        query.setlist(name, list(values))
    return query


class StepPage:
    """One page with its form, its list of people, and the contact data of each main person."""

    def __init__(self, step: Step, answers: "Answers", data: QueryDict | None) -> None:
        self.step, self.answers = step, answers
        self.form: Any = None
        self.rows: Any = None
        self.reach: list[tuple[Any, Any]] = []
        self.is_judged = data is not None
        if step.form is not None:
            self.form = step.form(
                data, kind=answers.kind, on_the_phone=answers.on_the_phone, initial=answers.initial_of(step)
            )
            answers.adapt(step, self.form)
        if step.people is not None:
            self.rows = step.people(
                data, prefix=step.prefix, form_kwargs=answers.row_arguments(step), error_messages=TAMPERED
            )
            self.rows.validate_min = not answers.is_of_group
            self.rows.extra = 0 if answers.kind == Applicant.SELF else int(step.prefix == "relatives")
            if step.prefix == "persons":
                answers.drawn_persons = self.rows.forms
        if step.reach:
            self.reach = [
                (person, PersonReachForm(data, prefix=f"reach-{person['row'].value()}"))
                for person in answers.persons_to_reach()
                if person["row"].value()
            ]

    @property
    def parts(self) -> list[Any]:
        """Everything on this page that can hold an error, in the order of the page."""
        return [each for each in (self.rows, self.form, *(form for _person, form in self.reach)) if each is not None]

    @cached_property
    def is_valid(self) -> bool:
        valid = all([part.is_valid() for part in self.parts])  # noqa: C419  all are judged, so that every error shows
        if self.form is not None and "region" in self.form.fields and self.form.is_bound:
            self._find_region()
            valid = valid and not self.form.errors
        return valid

    @property
    def errors(self) -> bool:
        """Whether the title of the page says that something is wrong."""
        return self.is_judged and not self.is_valid

    def leave_unjudged(self) -> "StepPage":
        """What was typed is shown, and nothing is called wrong yet."""
        self.is_judged = False
        for part in self.parts:
            for form in getattr(part, "forms", [part]):
                form._errors = ErrorDict()
            if part is self.rows:
                part._errors, part._non_form_errors = [], part.error_class()
        return self

    def owns(self, name: str) -> bool:
        """Whether a name among what was posted belongs to this page."""
        if self.form is not None and any(name == each or _is_part_of(name, each) for each in self.form.fields):
            return True
        return bool(
            (self.rows is not None and name.startswith(f"{self.step.prefix}-"))
            or (self.step.reach and name.startswith("reach-"))
        )

    def typed(self, data: QueryDict) -> dict[str, list[str]]:
        """What of this was typed on this page."""
        return {name: data.getlist(name) for name in data if self.owns(name)}

    @property
    def can_add(self) -> bool:
        return self.rows is not None and len(self.rows.forms) < self.rows.max_num

    @property
    def next_row(self) -> int:
        return len(self.rows.forms) + 1

    def _find_region(self) -> None:
        """The region lies in the municipality that was named first and that we know."""
        named = [form.cleaned_data.get("municipality", "") for form in self._placed() if hasattr(form, "cleaned_data")]
        self.region = self.form.cleaned_data.get("region") or _region_of(named)
        if self.region is None and "region" not in self.form.errors:
            unknown = next((name for name in named if name), "")
            self.form.add_error(
                "region",
                _("We kennen de gemeente “%(name)s” niet. Kies de regio.") % {"name": unknown}
                if unknown
                else _("Vul een gemeente in, of kies de regio."),
            )

    def _placed(self) -> Iterable[Any]:
        return self.rows.forms if self.rows is not None else [self.form]


def _is_part_of(name: str, field_name: str) -> bool:
    return name.startswith(f"{field_name}_") and name[len(field_name) + 1 :].isdigit()


def _region_of(names: list[str]) -> Region | None:
    known = Municipality.objects.select_related("region")
    for name in filter(None, names):
        found = known.filter(name__iexact=name.strip()).first()
        if found is not None:
            return found.region
    return None


@dataclass
class Group:
    """Answers about one person, or of one page."""

    heading: str
    pairs: list[tuple[str | Promise, str]]


@dataclass
class Summary:
    """One page on the check page and on the copy."""

    step: Step
    is_complete: bool
    groups: list[Group] = field(default_factory=list)


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
        if self.kind != Applicant.PROFESSIONAL or self.on_the_phone:
            # On the phone all stands on one page; the act itself refuses contact data without consent.
            return True
        return list(self.parts.get("toestemming", {}).get("has_consent", ())) == ["ja"]

    @cached_property
    def is_of_group(self) -> bool:
        """An Alle Hens-conferentie: nobody is asked for, and nobody is the main person."""
        return self._typed("soort", "about") == GROUP

    @property
    def _numbered(self) -> list[Step]:
        """The pages that count: one that is not asked for want of consent too, so that the total stays the same."""
        return [step for step in STEPS[self.kind] if not step.by_phone and step.of_group in (None, self.is_of_group)]

    @property
    def steps(self) -> list[Step]:
        """The pages of this applicant, as far as known now. On the phone both kinds of conference have their place."""
        if self.on_the_phone:
            found = list({step.slug: step for step in reversed(STEPS[self.kind])}.values())
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
        return [group for group in _groups(self.judged(slug), for_copy=False) if group.pairs]

    @property
    def incomplete(self) -> list[Step]:
        """The pages where something is missing or wrong."""
        return [page.step for page in self.pages() if not page.is_valid]

    def persons(self) -> list[PersonForm]:
        """For whom it is, as far as filled in; not the applicant who applies for themselves."""
        slug = "anderen" if self.kind == Applicant.SELF else "voor-wie"
        return list(self.judged(slug).rows.forms)

    def persons_to_reach(self) -> list[PersonForm]:
        """On the phone all stands on one page: there they are asked of who was not saved yet, too."""
        return self.drawn_persons if self.on_the_phone and self.drawn_persons else self.persons()

    def row_arguments(self, step: Step) -> dict[str, Any]:
        if step.prefix == "persons":
            return {"on_the_phone": self.on_the_phone}
        return {"with_contact": self.has_consent}

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
                "referrer_kind": organisation.referrer_type if organisation else "",
            },
            "bereik": {"email": self.by.email, "phone": self.by.phone},
        }
        return known.get(step.slug, {})

    def adapt(self, step: Step, form: StepForm) -> None:
        """A professional comes from the organisation of the account, and from nowhere else."""
        organisation = self.by.organisation if self.by and self.by.is_professional else None
        if step.slug == "naam" and organisation is not None:
            form.fields["organisation_name"].disabled = True
            if organisation.referrer_type in PROFESSIONAL_REFERRERS:
                form.fields["referrer_kind"].disabled = True

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
            region=self._region(),
            situation=self._situation(situation.get("situation", "")),
            question=situation.get("question", ""),
            other_professionals=support.get("other_professionals", ""),
            help_duration=support.get("help_duration", ""),
            wishes=wishes.wishes(),
            safety_triggers=self._safety_triggers(),
            urgent_reason=urgency.get("urgent_reason", "") if urgency.get("is_urgent") == "ja" else "",
            earlier_conference=earlier,
            repeat_reason=support.get("repeat_reason", "") if earlier else "",
            variant=Variant.COMMUNITY if self.is_of_group else Variant.FAMILY,
        )

    def _region(self) -> Region:
        if self.kind == Applicant.SELF:
            slug = "adres"
        else:
            slug = "groep" if self.is_of_group and not self.on_the_phone else "voor-wie"
        found: Region = self.judged(slug).region
        return found

    def _situation(self, text: str) -> str:
        """With the group and its parties before it: they become parties once there is a meeting."""
        if not self.is_of_group:
            return text
        group = self._clean("groep")
        where, parties = group.get("municipality"), group.get("group_parties")
        lines = [
            f"{group['group_name']} ({where})" if where else group["group_name"],
            _("Partijen: %(names)s") % {"names": parties} if parties else "",
            text,
        ]
        return "\n".join(filter(None, lines))

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
        }
        if self.kind == Applicant.SELF:
            return ReferrerData(type=ReferrerType.MAIN_PERSON, **known)
        if self.kind == Applicant.NETWORK:
            return ReferrerData(type=ReferrerType.NETWORK, function=who.get("relation", ""), **known)
        account = self.by if self.by and self.by.is_professional else None
        return ReferrerData(
            type=who.get("referrer_kind") or "",
            function=who.get("function", ""),
            organisation_name=who.get("organisation_name", ""),
            role_in_family=self._clean("rol").get("role_in_family", ""),
            user=account,
            organisation=account.organisation if account else None,
            consent=self._consent(),
            **known,
        )

    def _consent(self) -> Consent | None:
        said = self._clean("toestemming")
        if said.get("has_consent") != "ja" or not said.get("consent_on"):
            return None
        return Consent(by=said["consent_by"], on=said["consent_on"], how=said["consent_how"])

    def _main_persons(self) -> list[PersonData]:
        if self.is_of_group:
            return []
        if self.kind != Applicant.SELF:
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
        first = person_data(self._clean("geboren"), name=own.name, reach=Reach(**contact, **address, **living(lives)))
        return [first, *(self._main_person(person, None) for person in self.persons() if not person.is_nobody)]

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
            Summary(page.step, page.is_valid, [group for group in _groups(page, for_copy) if group.pairs])
            for page in self.pages()
        ]


def _groups(page: StepPage, for_copy: bool) -> Iterator[Group]:
    if page.rows is not None:
        for number, form in enumerate(page.rows.forms, 1):
            name = form["name"].value()
            yield Group(name or _("Persoon %(number)s") % {"number": number}, _pairs(form, for_copy, leave_out="name"))
    for person, form in page.reach:
        yield Group(person["name"].value() or "", _pairs(form, for_copy))
    if page.form is not None:
        yield Group("", _pairs(page.form, for_copy))


def _pairs(form: Any, for_copy: bool, *, leave_out: str = "") -> list[tuple[str | Promise, str]]:
    """What was filled in and is right. Who gave the date of birth need not read that they did."""
    data = getattr(form, "cleaned_data", {})
    passed_over = {leave_out, "birth" if data.get("birth_date") else ""}
    hides_address = for_copy and data.get("secret_address")
    pairs = []
    for asked in form.visible_fields():
        if asked.name in passed_over or (hides_address and asked.name in ADDRESS_FIELDS):
            continue
        shown = _shown(asked, data.get(asked.name))
        if shown:
            pairs.append((str(asked.label).rstrip("?؟"), shown))
    return pairs


def _shown(field: forms.BoundField, value: Any) -> str:
    if value is None or value is False or value == [] or (value == "" and not _is_choice(field)):
        return ""
    if value is True:
        return _("Ja")
    if isinstance(value, list):
        return ", ".join(_label(field, each) for each in value)
    if hasattr(value, "year"):
        return str(formats.date_format(value, "j F Y", use_l10n=False))
    if isinstance(field.field, PhoneField):
        return phone_text(value)
    return _label(field, value) if _is_choice(field) else str(value)


def _is_choice(field: forms.BoundField) -> bool:
    return isinstance(field.field, forms.ChoiceField)


def _label(field: forms.BoundField, value: str) -> str:
    choices: Any = field.field.choices  # type: ignore[attr-defined]  # only called for fields of choices
    return str(dict(choices).get(value, value)) if value or isinstance(field.field.widget, forms.RadioSelect) else ""
