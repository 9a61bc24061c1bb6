from .edition import Edition, EditionFile, EditionSentence
from .kept_count import KeptCell, KeptCount, KeptKind, Stale, StaleCount
from .report import Benchmark, Download, ImportBatch
from .research import ResearchObjection, ResearchProject, ResearchProvision

__all__ = [
    "Benchmark",
    "Download",
    "Edition",
    "EditionFile",
    "EditionSentence",
    "ImportBatch",
    "KeptCell",
    "KeptCount",
    "KeptKind",
    "ResearchObjection",
    "ResearchProject",
    "ResearchProvision",
    "Stale",
    "StaleCount",
]
