#!/usr/bin/env python3
"""Run a command of Gatehouse: `python manage.py help`."""

import getpass
import os
import sys
from importlib import import_module

BAD_INPUT = 2

# Commands that read files and no table: they start without the models of every app.
WITHOUT_MODELS = {"discover": "audits.discovery.management.commands.discover"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    from audits.trail.acting import name_process

    name_process(f"command {' '.join(sys.argv[1:2]) or 'help'} (run by {_user()})")
    try:
        if sys.argv[1:2] and sys.argv[1] in WITHOUT_MODELS:
            _run_without_models(WITHOUT_MODELS[sys.argv[1]])
        else:
            execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        _give_up(f"Gatehouse cannot start: {error}")
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None):
            raise
        _give_up(f"The database cannot be reached: {str(error).splitlines()[0]}")


def _run_without_models(module: str) -> None:
    """Runs a command with no app loaded, which takes most of the time of a short one."""
    from django.apps import apps

    apps.populate(())
    import_module(module).Command().run_from_argv(sys.argv)


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
