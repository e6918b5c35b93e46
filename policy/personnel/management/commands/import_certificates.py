"""`manage.py import_certificates FILE`: adds certificates from a CSV file."""

from policy.personnel.imports import CERTIFICATES
from policy.personnel.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Add certificates from a CSV file, or nothing where it has a fault."
    kind = CERTIFICATES
