from .report import Benchmark, Download, ImportBatch

__all__ = ["Benchmark", "Download", "ImportBatch"]
