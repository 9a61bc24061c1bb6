from tests.next_steps.conftest import monday, people

__all__ = ["monday", "people"]
