"""Settings that cost something: an engine that must run, a secret that must be written down."""

from django.utils.functional import SimpleLazyObject


class OnDemand(SimpleLazyObject):
    """A text that is made when somebody first reads it, so that importing the settings starts and writes nothing."""

    def __fspath__(self) -> str:
        """For programs that are started with it as an argument, such as psql."""
        return str(self)
