"""The programmes, regions, sub-regions and questionnaires that rows of a set point to."""

from cases.models import FundingProgramme, Subregion
from ekc.accounts.models import Region
from surveys.models import Questionnaire

from .codebook import SUBREGIONS
from .registrations import Place, RegistrationSet, Values


def readable_name(slug: str) -> str:
    """A name for a programme that came without one: `families-zelf-aan-zet` is "Families zelf aan zet"."""
    words = slug.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or slug


class Keeper:
    """The programmes, regions and sub-regions that rows point to; made where they are missing."""

    def __init__(self, programme_name: str) -> None:
        self.name = programme_name
        self.regions = {region.code: region for region in Region.objects.all()}
        self.questionnaires = {(row.form, row.version): row for row in Questionnaire.objects.all()}
        self.programmes: dict[str, FundingProgramme] = {}
        self.subregions: dict[tuple[str, str], Subregion] = {}
        self._met: set[tuple[str, Place]] = set()

    def meet(self, part: RegistrationSet) -> None:
        """Know, and make where they are missing, the places of a part of the set."""
        new = part.origins - self._met
        for project in sorted({project for project, _place in new} - set(self.programmes)):
            programme = self.programmes[project] = self._programme(project, self.name)
            for row in Subregion.objects.filter(programme=programme):
                self.subregions[(project, row.code)] = row
        for project, place in sorted(new):
            self._add_place(project, place)
        self._met |= new

    @staticmethod
    def _programme(project: str, name: str) -> FundingProgramme:
        programme, created = FundingProgramme.objects.get_or_create(
            slug=project, defaults={"name": name or readable_name(project)}
        )
        if name and not created and programme.name != name:
            programme.name = name
            programme.save(update_fields=["name"])
        return programme

    def _add_place(self, project: str, place: Place) -> None:
        programme = self.programmes[project]
        programme.regions.add(self.regions[place.region])
        if place.subregion and (project, place.subregion) not in self.subregions:
            self.subregions[(project, place.subregion)] = Subregion.objects.create(
                programme=programme,
                code=place.subregion,
                name=SUBREGIONS[place.subregion],
                sort_order=list(SUBREGIONS).index(place.subregion) + 1,
            )

    def where(self, project: str, place: Place) -> Values:
        """The fields that place a case or an answer."""
        return {
            "programme": self.programmes[project],
            "region": self.regions[place.region],
            "subregion": self.subregions[(project, place.subregion)] if place.subregion else None,
        }
