from .report import Benchmark, Download, ImportBatch
from .research import ResearchObjection, ResearchProject, ResearchProvision

__all__ = ["Benchmark", "Download", "ImportBatch", "ResearchObjection", "ResearchProject", "ResearchProvision"]
