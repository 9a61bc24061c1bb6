"""Which kind of conference it becomes, and what the group of an Alle Hens is."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm, many
from cases.codes import GroupKind, GroupTopic, Variant
from cases.models import Case
from ekc.forms import Section
from ekc.shared_edit import SharedEditMixin

from ..acts.kind import change_group, choose_variant
from ..leftovers import questions_of


class VariantForm(SharedEditMixin, ActForm):
    """The kind and why. What does not fit the chosen kind is asked on the same page, thing by thing."""

    variant = forms.ChoiceField(
        label=_("Wat voor conferentie wordt het?"),
        choices=Variant.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Herstel: er is iemand iets aangedaan, en wie het deed erkent dat. "
            "Alle Hens: een straat, buurt of organisatie met veel partijen, zonder één hoofdpersoon."
        ),
    )
    reason = forms.CharField(
        label=_("Waarom wordt het een andere soort?"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Dit blijft in het verloop staan, met uw naam."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["variant"].initial = self.case.variant
        wanted = self.data.get("variant", "") if self.is_bound else ""
        self.questions = questions_of(self.case, wanted) if wanted in Variant.values else []
        for _name, question in self.questions:
            self.fields[question.key] = forms.ChoiceField(
                label=question.label,
                choices=question.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Dit past niet bij de andere soort. Kies wat ermee gebeurt.")},
            )
        keys = [question.key for _name, question in self.questions]
        parts = [Section(_("Dit past er niet bij"), *keys)] if keys else []
        self.layout = Layout("variant", "reason", *parts)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("variant") not in (None, self.case.variant) and not data.get("reason"):
            self.add_error("reason", _("Schrijf op waarom het een andere soort conferentie wordt."))
        return data

    def save(self) -> Case:
        data = dict(self.cleaned_data)
        variant, reason = data.pop("variant"), data.pop("reason")
        return choose_variant(self.case, by=self.user, variant=variant, reason=reason, decisions=data)


class GroupForm(SharedEditMixin, ActForm):
    """What the group is; the case stands under its name."""

    name = forms.CharField(label=_("Naam van de groep"), max_length=120)
    kind = forms.ChoiceField(label=_("Wat voor groep is het?"), choices=GroupKind.choices, widget=forms.RadioSelect)
    place = forms.CharField(label=_("Plaats"), max_length=80, required=False)
    topics = many(_("Waar gaat het over?"), GroupTopic.choices, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "kind", "place", "topics"):
            self.fields[name].initial = getattr(self.case, f"group_{name}")

    def save(self) -> Case:
        return change_group(self.case, by=self.user, **self.cleaned_data)
