"""Several forms on one page."""

from typing import Any

from ekc.dutch import whole_number


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


def with_row_more(data: Any, prefix: str, *, button: str, most: int) -> Any:
    """What was sent, with one empty row more in the list when `button` asked for it: everything typed stays."""
    if data is None or button not in data:
        return data
    more = data.copy()
    name = f"{prefix}-TOTAL_FORMS"
    more[name] = str(min((whole_number(more.get(name)) or 0) + 1, most))
    return more
