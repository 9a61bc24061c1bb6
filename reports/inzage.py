"""What the figures give to a person who asks for inzage (`ekc/inzage.py`): who objected to research."""

from django.utils.translation import gettext_lazy as _

from ekc.inzage import Gives, Stands, nothing, of_family

from .models import (
    Benchmark,
    Download,
    Edition,
    EditionFile,
    EditionSentence,
    ImportBatch,
    KeptCell,
    KeptCount,
    ResearchObjection,
    ResearchProject,
    ResearchProvision,
    StaleCount,
)

GIVEN = (
    Gives(
        ResearchObjection,
        _("Bezwaar tegen onderzoek"),
        of_family(),
        ("received_on", "objector", "way", "withdrawn_on"),
        on="received_on",
        leaves={"when it was written down": ("recorded_at",)},
    ),
    *nothing("numbers, and files of numbers", Benchmark, Download, Edition, EditionFile, EditionSentence, ImportBatch),
    *nothing("numbers that are kept to be shown again", KeptCell, KeptCount, StaleCount),
    *nothing("which research there is, and which rows without names it got", ResearchProject, ResearchProvision),
)

STANDS = (Stands("overview", ("case.readers",), (ResearchObjection,)),)
