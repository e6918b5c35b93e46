"""`manage.py import_roster FILE`: adds and changes people from a CSV file."""

from policy.personnel.imports import ROSTER
from policy.personnel.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Add and change people from a CSV file, or nothing where it has a fault."
    kind = ROSTER
