#!/usr/bin/env python3
"""Run a command of Gatehouse: `python manage.py help`."""

import getpass
import os
import sys

BAD_INPUT = 2


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    from audits.trail.acting import name_process

    name_process(f"command {' '.join(sys.argv[1:2]) or 'help'} (run by {_user()})")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        _give_up(f"Gatehouse cannot start: {error}")
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None):
            raise
        _give_up(f"The database cannot be reached: {str(error).splitlines()[0]}")


def _user() -> str:
    """Who runs this, as the machine knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


def _give_up(why: str) -> None:
    print(why, file=sys.stderr)
    sys.exit(BAD_INPUT)


if __name__ == "__main__":
    main()
