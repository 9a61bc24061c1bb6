from tests.cases.casepage.next_steps.conftest import monday, people

__all__ = ["monday", "people"]
