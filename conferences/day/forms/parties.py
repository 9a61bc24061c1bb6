"""The sides of a herstelconferentie and the parties of an Alle Hens-conferentie."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from cases.codes import SIDES, PartyKind, Variant
from cases.models import Case, Party, PartyMember
from cases.queries import circle_of
from cases.referral.forms.group import MOST_PARTIES
from cases.told_text import TellsOthersMixin
from cases.variants.acts.parties import PartyText, Seat, save_parties, seat_people
from ekc.accounts.models import User
from ekc.form_group import FormGroup, RowsFormSet, with_row_more
from ekc.forms import Fold, HouseForm
from ekc.shared_edit import SharedEditMixin, SharedRows


class PartyForm(TellsOthersMixin, HouseForm):
    """One party; left empty it goes."""

    tells = ("name", "concern")

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Welke kant is dit?"), choices=PartyKind.choices, initial=PartyKind.GROUP)
    name = forms.CharField(label=_("Wie zijn dit?"), required=False, max_length=120)
    concern = forms.CharField(
        label=_("Wat wil deze partij bespreken?"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )
    size = forms.IntegerField(
        label=_("Met hoeveel zijn zij ongeveer?"),
        required=False,
        min_value=1,
        max_value=9999,
        widget=forms.NumberInput({"class": "is-short"}),
    )
    is_professional = forms.BooleanField(
        label=_("Dit zijn professionals: zij gaan weg bij de besloten tijd"), required=False
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        if case.variant == Variant.RESTORATIVE:
            self.fields["kind"].choices = [(kind.value, kind.label) for kind in SIDES]
            self.fields["kind"].widget = forms.RadioSelect(choices=self.fields["kind"].choices)
            self.fields["concern"].label = _("Wat wil deze kant bespreken?")
            del self.fields["size"], self.fields["is_professional"]
        else:
            self.fields["kind"].widget = forms.HiddenInput()


PartyFormSet = formset_factory(PartyForm, formset=RowsFormSet, extra=0)


class PartyForms(FormGroup):
    """All parties. The two sides of a herstelconferentie are fixed; of Alle Hens there may be more."""

    def __init__(self, case: Case, data: Any = None) -> None:
        self.case = case
        self.has_sides = case.variant == Variant.RESTORATIVE
        data = with_row_more(data, "parties", button="add_party", most=MOST_PARTIES)
        known = self._initial()
        self.formset = PartyFormSet(
            data, prefix="parties", initial=None if data is not None else known, form_kwargs={"case": case}
        )
        stored = [row for row in known if row.get("pk")]
        self.parties = SharedRows(
            self.formset, stored, label=_("Kanten") if self.has_sides else _("Partijen"), says=self._says
        )

    def shared(self) -> Iterable[Any]:
        return (self.parties,)

    def _says(self, row: Any) -> bool:
        return bool(row.get("name"))

    def _initial(self) -> list[dict[str, Any]]:
        known = list(self.case.parties.all())
        if self.has_sides:
            names = {
                PartyKind.OFFENDER: _("De kant van wie het deed"),
                PartyKind.HARMED: _("De kant van wie het overkwam"),
            }
            missing = [kind for kind in SIDES if kind not in {party.kind for party in known}]
            return [_row(party) for party in known] + [{"kind": kind, "name": names[kind]} for kind in missing]
        rows = [_row(party) for party in known]
        return rows + [{"kind": PartyKind.GROUP}] * max(1, 2 - len(rows))

    def is_valid(self) -> bool:
        return bool(self.formset.is_valid())

    def save(self, *, by: User) -> None:
        """Raises Refusal."""
        texts = [
            PartyText(
                row.get("name", ""),
                row.get("concern", ""),
                row["kind"],
                row.get("pk"),
                row.get("is_professional", False),
                row.get("size"),
            )
            for row in self.parties.rows
        ]
        save_parties(self.case, texts, by=by)


def _row(party: Party | None) -> dict[str, Any]:
    names = ("pk", "kind", "name", "concern", "is_professional", "size")
    return {name: getattr(party, name) for name in names} if party else {}


class SeatForm(SharedEditMixin, HouseForm):
    """On which side one person sits, and when they speak."""

    party = forms.ChoiceField(label=_("Hoort bij"), required=False)
    is_central = forms.BooleanField(label=_("Om deze persoon gaat het"), required=False)
    speaks_for = forms.BooleanField(label=_("Spreekt voor deze partij"), required=False)
    speaks_at = forms.IntegerField(
        label=_("Spreekt als nummer"),
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.NumberInput({"class": "is-short"}),
    )
    # The page says that a number may be left out.
    conditional = ("party", "speaks_at")

    def __init__(
        self,
        *args: Any,
        label: str,
        who: dict[str, Any],
        parties: dict[str, Party],
        member: PartyMember | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial=_seat(member), **kwargs)
        self.label, self.who, self.parties, self.instance = label, who, parties, member
        has_sides = any(party.is_side for party in parties.values())
        if has_sides:
            self.fields["is_central"].label = _("Deze persoon deed het, of het is deze persoon overkomen")
            self.fields["speaks_for"].label = _("Is de contactpersoon van deze kant")
        self.fields["party"].choices = [
            ("", _("Geen kant") if has_sides else _("Geen partij")),
            *((key, str(party)) for key, party in parties.items()),
        ]
        self.layout = Layout(
            Div("party", css_class="name-unseen"),
            Div("speaks_at", css_class="beside-its-name"),
            Fold(_("Rol van deze persoon"), "is_central", "speaks_for"),
        )

    def seat(self) -> Seat | None:
        data = self.cleaned_data
        if not data["party"]:
            return None
        return Seat(
            self.parties[data["party"]],
            is_central=data["is_central"],
            speaks_for=data["speaks_for"],
            speaks_at=data["speaks_at"],
            **self.who,
        )


class SeatForms(FormGroup):
    """Everybody around the table, one small form each."""

    def __init__(self, case: Case, data: Any = None) -> None:
        self.case = case
        parties = {str(party.pk): party for party in case.parties.all()}
        self.has_parties = bool(parties)
        self.has_sides = any(party.is_side for party in parties.values())
        members = PartyMember.objects.filter(party__case=case)
        known = {(member.person_id, member.main_person_id): member for member in members}
        people: list[tuple[str, Any, dict[str, Any], tuple[int | None, int | None]]] = [
            (f"m{person.pk}", person, {"main_person": person}, (None, person.pk))
            for person in case.main_persons.filter(unborn=False)
        ]
        # Who was set aside with the side keeps the seat, and can be moved to another one.
        people += [
            (f"c{person.pk}", person, {"person": person}, (person.pk, None))
            for person in circle_of(case)
            if person.takes_part or (person.pk, None) in known
        ]
        self.rows = [
            SeatForm(data, prefix=key, label=str(person), who=who, parties=parties, member=known.get(pair))
            for key, person, who, pair in people
        ]

    def shared(self) -> Iterable[Any]:
        return self.rows

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self.rows])

    def save(self, *, by: User) -> None:
        """Raises Refusal."""
        seat_people(self.case, [seat for form in self.rows if (seat := form.seat()) is not None], by=by)


def _seat(member: PartyMember | None) -> dict[str, Any]:
    if member is None:
        return {}
    return {
        "party": str(member.party_id),
        "is_central": member.is_central,
        "speaks_for": member.speaks_for,
        "speaks_at": member.speaks_at,
    }
