"""Several forms on one page."""

from typing import Any


class FormGroup:
    """Several forms on one page that one act saves. A refusal stands above all of them (`error_summary forms`)."""

    refusals: tuple[str, ...] = ()

    def is_valid(self) -> bool:
        raise NotImplementedError

    def add_error(self, field: None, error: Any) -> None:
        self.refusals = (*self.refusals, str(error))

    def non_field_errors(self) -> tuple[str, ...]:
        return self.refusals

    def __iter__(self) -> Any:
        """Fields of its own: none, unless the page hands over the group in place of its forms."""
        return iter(())
