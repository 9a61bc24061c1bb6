"""A login of the database for a research project: `manage.py research_database CODE`, or `--remove CODE`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ekc.refusal import Refusal
from reports.acts.research import fill_schema
from reports.models import ResearchProject
from reports.research import own_schema


class Command(BaseCommand):
    help = (
        "Make a login of the database that reads the pseudonymised rows of one research project and nothing else, and "
        "fill its tables; again: fill them anew. Each file of a case keeps that its rows were given."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("project", help="code of the research project")
        parser.add_argument("--remove", action="store_true", help="take its tables away")

    def handle(self, *, project: str, remove: bool, **_options: Any) -> None:
        found = ResearchProject.objects.filter(slug=project).first()
        if found is None:
            known = ", ".join(ResearchProject.objects.values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no research project {project}. Known are: {known}.")
        if remove:
            self._remove(found)
        else:
            self._fill(found)

    def _remove(self, project: ResearchProject) -> None:
        with own_schema.alone():
            own_schema.drop(project)
        name = own_schema.name_in_database(project)
        self.stdout.write(f'The tables of {name} are gone. Its login: DROP ROLE "{name}";')

    def _fill(self, project: ResearchProject) -> None:
        name = own_schema.name_in_database(project)
        if not project.runs:
            raise CommandError(
                f"The research project {project.slug} runs from {project.starts_on} to {project.ends_on}."
            )
        if not own_schema.has_login(project):
            try:
                password = own_schema.make_login(project)
            except own_schema.NotAllowed as refused:
                listed = "\n  ".join(refused.statements)
                raise CommandError(
                    "This program may not make logins in its database. Let who keeps the database run these, with a "
                    f"password of their own, and call this again:\n  {listed}"
                ) from None
            self.stdout.write(f"Login {name}, password {password}. It is shown once.")
        try:
            made = fill_schema(project)
        except Refusal as refusal:
            raise CommandError(refusal.reason) from None
        except own_schema.SeesTooMuch as fault:
            raise CommandError(
                f"Nothing was filled: {name} reaches more than its own tables: {fault}. Take those rights away."
            ) from None
        self.stdout.write(f"{len(made.files)} tables in schema {name}, of {len(made.case_keys)} cases.")
