"""The forms on a coordinator's profile. Each `save` calls one act and may raise Refusal."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.codes import Gender, Training
from cases.models import Coordinator, CoordinatorLeave
from cases.models.coordinator import MOST_CASES
from cases.rules import may_manage
from cases.spoken_languages import names_of_languages
from ekc.accounts.codes import Role
from ekc.accounts.models import Organisation, Region, User
from ekc.accounts.organisation_question import OrganisationChoiceForm
from ekc.forms import Fold, HouseForm, Section, SideBySide
from ekc.lists.codes import OTHER, KeptList
from ekc.lists.queries import kept
from ekc.shared_edit import SharedEditMixin

from ..acts import profiles
from ..profile_columns import read_languages
from .contract import amount

GENDERS = ((Gender.WOMAN, _("Vrouw")), (Gender.MAN, _("Man")), (Gender.UNKNOWN, _("Wil ik niet zeggen")))


class LanguagesField(forms.CharField):
    """Languages by name, with commas between them; gives their codes."""

    def prepare_value(self, value: Any) -> Any:
        return names_of_languages(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return read_languages(super().to_python(value), ValidationError)


class ProfileActForm(HouseForm):
    """A form of one act on a profile by a person."""

    def __init__(self, *args: Any, coordinator: Coordinator, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.coordinator, self.user = coordinator, user

    def save(self) -> Any:
        raise NotImplementedError


class ProfileForm(SharedEditMixin, ProfileActForm):
    """What a coordinator says of herself; for the office also what it checks."""

    gender = forms.ChoiceField(label=_("Man of vrouw"), choices=GENDERS, widget=forms.RadioSelect)
    languages = LanguagesField(
        label=_("Talen"),
        help_text=_("In welke talen kun je een gesprek voeren? Zet er komma's tussen: Nederlands, Turks."),
    )
    backgrounds = forms.MultipleChoiceField(
        label=_("Achtergrond"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Alleen als je dit wilt zeggen. Families vragen soms om iemand met dezelfde achtergrond."),
    )
    background_words = forms.CharField(label=_("Andere achtergrond, namelijk"), max_length=80, required=False)
    faith = forms.ChoiceField(label=_("Geloof"), required=False, help_text=_("Alleen als je dit wilt."))
    faith_words = forms.CharField(label=_("Ander geloof, namelijk"), max_length=80, required=False)
    max_cases = forms.IntegerField(
        label=_("Hoeveel zaken tegelijk?"),
        min_value=1,
        max_value=MOST_CASES,
        widget=forms.NumberInput({"class": "is-short", "inputmode": "numeric"}),
    )
    available = forms.TypedChoiceField(
        label=_("Mogen we je nu een zaak aanbieden?"),
        choices=(("ja", _("Ja")), ("nee", _("Nee, nu even niet"))),
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
    )
    trainings = forms.MultipleChoiceField(
        label=_("Trainingen gedaan"), choices=Training, required=False, widget=forms.CheckboxSelectMultiple
    )
    vog_date = forms.DateField(label=_("Datum van de VOG"), required=False)
    training_costs = amount(_("Kosten van de training"), help_text=_("Dit bedrag gaat van de eerste vergoedingen af."))
    regions = forms.ModelMultipleChoiceField(
        label=_("Regio's"), queryset=Region.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, coordinator: Coordinator, user: User, **kwargs: Any) -> None:
        names = (*profiles.OWN_FIELDS, *profiles.CHECKED_FIELDS)
        initial = {name: getattr(coordinator, name) for name in names}
        initial["available"] = "ja" if coordinator.available else "nee"
        initial["regions"] = list(coordinator.user.regions.all())
        super().__init__(*args, coordinator=coordinator, user=user, initial=initial, **kwargs)
        self._offer_lists(coordinator)
        own = Section(_("Over jou") if user.pk == coordinator.user_id else _("Over de coördinator"), "gender")
        own.fields += [
            "languages",
            Fold(_("Achtergrond kiezen"), "backgrounds", "background_words"),
            Fold(_("Geloof kiezen"), "faith", "faith_words"),
        ]
        parts = [own, Section(_("Hoeveel kan erbij?"), "max_cases", "available")]
        if may_manage(user):
            regions: Any = self.fields["regions"]
            regions.queryset = user.kept_regions() if user.role == Role.REGIONAL_MANAGER else Region.objects.all()
            regions.widget.in_columns = True
            parts.append(Section(_("Wat u nakijkt"), "trainings", SideBySide("vog_date", "training_costs"), "regions"))
        else:
            for name in (*profiles.CHECKED_FIELDS, "regions"):
                del self.fields[name]
        self.layout = Layout(*parts)

    def _offer_lists(self, coordinator: Coordinator) -> None:
        """What may be chosen now, and what stood there."""
        backgrounds: Any = self.fields["backgrounds"]
        backgrounds.choices = kept(KeptList.BACKGROUND).choices(keep=coordinator.backgrounds)
        backgrounds.widget.in_columns = True
        faith: Any = self.fields["faith"]
        faith.choices = [("", _("Zeg ik niet")), *kept(KeptList.FAITH).choices(keep=[coordinator.faith])]

    def clean(self) -> dict[str, Any]:
        """Whoever writes own words means "anders"; whoever chooses it says what."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = data.get("backgrounds") or []
        if data.get("background_words") and OTHER not in chosen:
            data["backgrounds"] = [*chosen, OTHER]
        if data.get("faith_words") and not data.get("faith"):
            data["faith"] = OTHER
        for codes, words in ((chosen, "background_words"), ([data.get("faith")], "faith_words")):
            if OTHER in codes and not data.get(words):
                self.add_error(words, _("Je koos Anders. Schrijf op wat het is."))
        if data.get("faith_words") and data.get("faith") != OTHER:
            self.add_error("faith_words", _("Kies bij Geloof “Anders”, of maak dit leeg."))
        return data

    def save(self) -> Coordinator:
        data = dict(self.cleaned_data)
        if "regions" in data:
            profiles.change_regions(self.coordinator, by=self.user, regions=data.pop("regions"))
        return profiles.change_profile(self.coordinator, by=self.user, **data)


class EmployerForm(OrganisationChoiceForm, ProfileActForm):
    """One employer: from the list, or a new name with the question on which R-01 turns."""

    question = _("Bedoel je een van deze organisaties?")
    undecided = _("Kies ja of nee. Twijfel je? Kies dan ja.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(Organisation.objects.for_user(self.user).exclude(coordinators=self.coordinator))

    def save(self) -> Organisation:
        return profiles.add_employer(self.coordinator, by=self.user, **self.found)


class TieForm(ProfileActForm):
    organisation = forms.ModelChoiceField(
        label=_("Met welke organisatie?"), queryset=Organisation.objects.none(), empty_label=_("Kies")
    )
    description = forms.CharField(
        label=_("Welke band is het?"),
        max_length=200,
        help_text=_("Zonder namen. Bijvoorbeeld: mijn partner werkt daar."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations: Any = self.fields["organisation"]
        organisations.queryset = Organisation.objects.for_user(self.user)

    def save(self) -> Any:
        return profiles.add_tie(self.coordinator, by=self.user, **self.cleaned_data)


class LeaveForm(ProfileActForm):
    starts_on = forms.DateField(label=_("Eerste dag"))
    ends_on = forms.DateField(label=_("Laatste dag"))
    layout = Layout(SideBySide("starts_on", "ends_on"))

    def save(self) -> Any:
        return profiles.add_leave(self.coordinator, by=self.user, **self.cleaned_data)


class CoverForm(HouseForm):
    """Who stands in during a leave; nobody takes it away again."""

    cover = forms.ModelChoiceField(
        label=_("Wie neemt waar?"), queryset=Coordinator.objects.none(), required=False, empty_label=_("Niemand")
    )

    def __init__(self, *args: Any, leave: CoordinatorLeave, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leave, self.user = leave, user
        others = Coordinator.objects.for_user(user).filter(user__is_active=True).exclude(pk=leave.coordinator_id)
        self.fields["cover"].queryset = others.select_related("user").order_by("user__name_key", "pk")

    def save(self) -> CoordinatorLeave:
        return profiles.cover_leave(self.leave, self.cleaned_data["cover"], by=self.user)


class ImportForm(HouseForm):
    file = forms.FileField(
        label=_("Excel-bestand"),
        help_text=_("Een bestand dat eindigt op .xlsx, van hoogstens 2 MB."),
        widget=forms.FileInput({"accept": ".xlsx"}),
    )
