from pathlib import Path

from django.db import migrations

FUNCTIONS = Path(__file__).with_name("functions.sql").read_text(encoding="utf-8")
GONE = """
    DROP FUNCTION trail_seal(bigint);
    DROP FUNCTION trail_scope(bigint, bigint);
    DROP FUNCTION trail_words(jsonb, jsonb);
    DROP FUNCTION trail_text(jsonb);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(FUNCTIONS, GONE)]
