"""Many requests at once, written past the triggers: they are there to be listed, not to be true."""

from django.db import connection

from policy.searches.models import SearchRequest
from tests.policy.searches.office import Office

FILL = """
    INSERT INTO searches_searchrequest (
        number, state, state_at, version, requester_id, unit_id, system_id, created_at,
        submitted_at, agency_is_outside, agency_name, case_number, offense, offense_is_attempt,
        purpose, legal_basis, subject_role, exigent, justification, media, image_source,
        answers, attestations
    )
    SELECT
        'B-' || lpad(n::text, 7, '0'),
        (ARRAY['closed','no_lead','denied','refused','in_approval','withdrawn'])[1 + n %% 6],
        now() - n * interval '30 seconds', 1,
        (%(people)s::bigint[])[1 + n %% array_length(%(people)s::bigint[], 1)],
        %(unit)s, %(system)s,
        now() - n * interval '30 seconds', now() - n * interval '30 seconds',
        false, '', '26-' || n, (ARRAY['robbery','homicide','burglary'])[1 + n %% 3], false,
        'identify_suspect', 'probable_cause', 'suspect', false, 'A reason.', 'still', 'cctv',
        '{}', '{}'
    FROM generate_series(%(first)s::bigint, %(last)s::bigint) n
"""


def fill_up_to(total: int, office: Office) -> None:
    """Adds requests until there are `total`, and lets PostgreSQL count them."""
    people = [office.requester.person_id, office.supervisor.person_id, office.outsider.person_id]
    parameters = {
        "people": people,
        "unit": office.requester.person.unit_id,
        "system": office.lacris.pk,
        "first": SearchRequest.objects.count() + 1,
        "last": total,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(FILL, parameters)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE searches_searchrequest")
