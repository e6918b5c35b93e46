"""What an action on a request answers with when it cannot be done."""

from collections.abc import Mapping


class Incomplete(Exception):
    """The request lacks something: `errors` maps a field (or a demand) to what is expected."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(str(error) for error in errors.values()))
        self.errors = dict(errors)


class Conflict(Exception):
    """The request moved on meanwhile; the message says who did what."""
