"""Rows for a research project: which, for whom, and in which file; and the projects themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.forms import HouseForm
from ekc.shared_edit import SharedEditMixin

from .acts import objections, research
from .acts.downloads import request_download
from .choices import as_data
from .codes import ROW_FORMATS, DownloadFormat, ObjectionWay, Objector, ResearchDates
from .forms import SelectionForm
from .models import Download, ResearchObjection, ResearchProject


class RowsForm(SelectionForm):
    """A choice of cases, a research project that runs, and the kind of file."""

    research = forms.ModelChoiceField(
        label=_("Voor welk onderzoek?"), queryset=None, to_field_name="slug", empty_label=_("Kies een onderzoek")
    )
    format = forms.ChoiceField(
        label=_("Voor welk programma op uw computer?"),
        choices=[each for each in DownloadFormat.choices if each[0] in ROW_FORMATS],
        widget=forms.RadioSelect,
        help_text=_(
            "CSV voor Excel heeft puntkomma's, een decimale komma en woorden. CSV voor R en SPSS heeft komma's en "
            "getallen. In elk bestand zit een codeboek, en wat u koos."
        ),
    )
    field_order = ("research", "format", "programme", "start", "until", "region")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.user = user
        today = local_today()
        projects = ResearchProject.objects.for_user(user).filter(starts_on__lte=today, ends_on__gte=today)
        self.fields["research"].queryset = projects

    def save(self) -> Download:
        chosen = as_data(self.cleaned_data) | {"research": self.cleaned_data["research"].slug}
        return request_download(self.user, kind=self.cleaned_data["format"], chosen=chosen)


class ResearchProjectForm(SharedEditMixin, HouseForm):
    """A research project; new when `project` is None."""

    name = forms.CharField(label=_("Naam"), max_length=120)
    ground = forms.CharField(
        label=_("Waarom mag dit onderzoek gegevens krijgen zonder toestemming?"),
        help_text=_(
            "De grond in de wet, en waarom vragen niet kan of niet hoeft. Dit staat in elk bestand dat u geeft."
        ),
        widget=forms.Textarea({"rows": 4}),
    )
    starts_on = forms.DateField(label=_("Begint op"))
    ends_on = forms.DateField(label=_("Eindigt op"), help_text=_("Daarna worden er geen gegevens meer gegeven."))
    dates = forms.ChoiceField(label=_("Hoe precies zijn datums?"), choices=ResearchDates, widget=forms.RadioSelect)

    def __init__(self, *args: Any, by: User, project: ResearchProject | None = None, **kwargs: Any) -> None:
        self.by, self.project = by, project
        initial: dict[str, Any] = {"starts_on": local_today(), "dates": ResearchDates.QUARTER}
        if project is not None:
            initial = {name: getattr(project, name) for name in research.PROJECT_FIELDS}
        super().__init__(*args, initial=initial, **kwargs)

    def save(self) -> ResearchProject:
        if self.project is None:
            return research.create_project(by=self.by, **self.cleaned_data)
        return research.change_project(self.project, by=self.by, **self.cleaned_data)


class ObjectionForm(ActForm):
    """Who objects to research with this file, and how that came in."""

    objector = forms.ChoiceField(label=_("Wie maakt bezwaar?"), choices=Objector, widget=forms.RadioSelect)
    way = forms.ChoiceField(label=_("Hoe kwam het binnen?"), choices=ObjectionWay, widget=forms.RadioSelect)
    received_on = forms.DateField(label=_("Wanneer kreeg u het?"), initial=local_today)

    def save(self) -> ResearchObjection:
        return objections.record_objection(self.case, by=self.user, **self.cleaned_data)
