import pytest
from django.db import connection


@pytest.mark.django_db
def test_probe():
    with connection.cursor() as c:
        c.execute("select count(*) from pg_tables where schemaname='public'")
        assert c.fetchone()[0] > 5
