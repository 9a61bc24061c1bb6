from .edition import Edition, EditionFile, EditionSentence
from .report import Benchmark, Download, ImportBatch
from .research import ResearchObjection, ResearchProject, ResearchProvision

__all__ = [
    "Benchmark",
    "Download",
    "Edition",
    "EditionFile",
    "EditionSentence",
    "ImportBatch",
    "ResearchObjection",
    "ResearchProject",
    "ResearchProvision",
]
