"""What a worker does with one import, and how many queries it takes."""

import json
import sys
from collections.abc import Callable
from typing import Any

import django
from django.db import connection


def work(import_pk: int) -> dict[str, Any]:
    from audits.discovery.actions import read_import
    from audits.discovery.models import Import, StoredContact
    from audits.trail.acting import name_process

    name_process("the benchmarks")
    made = Import.objects.get(pk=import_pk)
    queries = 0

    def count(execute: Callable, *told: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*told)

    with connection.execute_wrapper(count):
        read_import(made)
    made.refresh_from_db()
    counted = StoredContact.objects.filter(file__batch=made, counted=True)
    return {"queries": queries, "stage": made.stage, "contacts": counted.count()}


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(work(int(sys.argv[1]))))
