from tests.reports.conftest import pilot_cases

__all__ = ["pilot_cases"]
