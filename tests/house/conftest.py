from tests.access.conftest import world_in, worlds

__all__ = ["world_in", "worlds"]
