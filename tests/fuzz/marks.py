"""Lets the fuzzer see what was read: regular expressions themselves tell it nothing."""

from collections.abc import Callable

import atheris

Mark = Callable[[object], bool]


def mark() -> Mark:
    """What tells the fuzzer whether it was ever called with something, apart from all others."""

    def something(value: object) -> bool:
        # The branch is what the fuzzer sees.
        return True if value else False  # noqa: SIM210

    return atheris.instrument_func(something)
