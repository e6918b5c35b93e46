"""Every kind of record has words of its own."""

from audits.trail.recording.tables import recorded_tables
from audits.trail.wording.kinds import KINDS, VERBS, kind_in_words, verb_in_words
from audits.trail.wording.saying import TEMPLATES


def test_every_recorded_kind_has_words_that_somebody_chose():
    without = [
        table.kind
        for table in recorded_tables()
        if table.kind not in KINDS and "verbose_name" not in table.model._meta.original_attrs
    ]

    assert without == []


def test_no_word_is_kept_for_a_kind_that_is_not_recorded():
    recorded = {table.kind for table in recorded_tables()}

    assert set(KINDS) - recorded == {"page", "trail.Entry"}


def test_main_events_have_sentences_of_their_own():
    main = {
        ("page", "refused"),
        ("personnel.Account", "signed_in"),
        ("personnel.Account", "signed_out"),
        ("personnel.Person", "viewed"),
        ("personnel.RoleGrant", "delete"),
        ("personnel.RoleGrant", "insert"),
        ("policies.Acknowledgment", "insert"),
        ("policies.Version", "update"),
        ("reports.Report", "insert"),
        ("searches.Approval", "insert"),
        ("searches.SearchRequest", "update"),
        ("searches.SearchRequest", "viewed"),
        ("searches.Step", "insert"),
        ("trail.Entry", "searched"),
        ("trail.Entry", "viewed"),
    }

    assert main - set(TEMPLATES) == set()


def test_every_sentence_is_of_a_kind_and_a_verb_that_there_are():
    kinds = {table.kind for table in recorded_tables()} | set(KINDS)

    assert [event for event in TEMPLATES if event[0] not in kinds or event[1] not in VERBS] == []


def test_unknown_kind_and_verb_are_shown_as_they_are():
    assert (kind_in_words("past.Thing"), verb_in_words("did")) == ("past.Thing", "did")
