"""docs/gatehouse-verify: an export beside a checkpoint that somebody kept."""

import pytest

from tests.audits.trail.log.building import (
    SIGNER,
    THIEF,
    checkpoint_of,
)
from tests.audits.trail.log.verifying.exports import (
    ENTRIES,
    KEY,
    entry,
)


@pytest.fixture
def kept(tmp_path):
    def keep(entries, signer=SIGNER):
        file = tmp_path / "kept"
        file.write_text(checkpoint_of(entries, signer))
        return file

    return keep


@pytest.mark.parametrize("size", [0, 1, 256, 599, 600])
def test_log_that_grew_is_unchanged_since(verify, folder, kept, size):
    code, line = verify("export", folder, *KEY, "--since", kept(ENTRIES[:size]))

    assert code == 0
    assert f"unchanged since {size} entries" in line


def test_rewritten_history_is_told(verify, folder, kept):
    old = kept([*ENTRIES[:10], entry(999), *ENTRIES[11:500]])

    assert verify("export", folder, *KEY, "--since", old) == (
        1,
        f"tampered: history was rewritten: the first 500 entries are not those of {old}",
    )


def test_rolled_back_log_is_told(verify, folder, kept):
    old = kept([*ENTRIES, entry(600)])

    assert verify("export", folder, *KEY, "--since", old) == (
        1,
        f"tampered: the log was rolled back: {old} had 601 entries, 600 are left",
    )


def test_older_checkpoint_that_the_log_did_not_sign_is_not_taken(verify, folder, kept):
    code, line = verify("export", folder, *KEY, "--since", kept(ENTRIES[:10], THIEF))

    assert code == 1
    assert "did not sign this with the key you gave" in line
