import json

import pytest
from django.core.management import CommandError, call_command

from policy.personnel.choices import Role
from policy.policies.choices import VersionState
from policy.policies.models import Policy, Version
from policy.policies.packs import shipped_packs, write_pack
from policy.policies.queries import pack_of
from tests.factories.personnel import AccountFactory
from tests.factories.policies import (
    LAPD_NOTICE,
    draft_policy,
    policy_officer,
    published_policy,
    shipped,
)

pytestmark = pytest.mark.django_db

NOTICE = str(shipped_packs()[LAPD_NOTICE])


def refused(*arguments: str) -> CommandError:
    with pytest.raises(CommandError) as told:
        call_command("import_policy", *arguments)
    return told.value


def test_pack_becomes_a_draft_of_the_only_policy_officer(capsys):
    officer = policy_officer()

    call_command("import_policy", NOTICE)

    version = Version.objects.get()
    assert (version.state, version.author) == (VersionState.DRAFT, officer)
    assert pack_of(version) == shipped(LAPD_NOTICE)
    assert capsys.readouterr().out == (
        f"Imported as a draft: {version}, by {officer.display_name}.\n"
    )


def test_author_is_the_officer_who_is_named(capsys):
    policy_officer()
    author = policy_officer()

    call_command("import_policy", NOTICE, "--author", author.username, "--json")

    version = Version.objects.get()
    assert version.author == author
    assert json.loads(capsys.readouterr().out) == {
        "policy": LAPD_NOTICE,
        "version": 1,
        "state": "draft",
        "author": author.username,
        "digest": version.digest,
    }


def test_author_has_to_be_named_where_there_are_several_officers():
    policy_officer()
    policy_officer()

    error = refused(NOTICE)

    assert error.returncode == 2
    assert str(error) == "Say in whose name: --author and the user name of a policy officer."


def test_author_has_to_be_an_account():
    error = refused(NOTICE, "--author", "nobody")

    assert error.returncode == 2
    assert str(error) == '--author: there is no active account "nobody".'


def test_author_has_to_be_a_policy_officer():
    auditor = AccountFactory(roles=[Role.AUDITOR])

    error = refused(NOTICE, "--author", auditor.username)

    assert error.returncode == 2
    assert str(error) == "--author: This needs the role: Policy officer."
    assert not Policy.objects.exists()


def test_pack_with_errors_is_refused_with_every_line(tmp_path):
    policy_officer()
    file = tmp_path / "pack.toml"
    text = write_pack(shipped(LAPD_NOTICE))
    file.write_text(text.replace("when = 'system", "when = 'sytem"), encoding="utf-8")

    error = refused(str(file))

    assert error.returncode == 2
    assert [line.split(": ")[2] for line in str(error).split("\n")] == [
        'rule 1 "1-no-commercial-service", when',
        'rule 2 "1-only-lacris", when',
        'rule 3 "1-lacris-allowed", when',
    ]
    assert not Policy.objects.exists()


def test_file_that_is_not_there_is_bad_input(tmp_path):
    error = refused(str(tmp_path / "none.toml"))

    assert error.returncode == 2
    assert str(error) == f"{tmp_path / 'none.toml'} cannot be read: No such file or directory."


def test_version_that_exists_is_refused():
    version = published_policy()

    error = refused(NOTICE, "--author", version.author.username)

    assert error.returncode == 1
    assert "exists already (published)" in str(error)


def test_draft_is_replaced_only_when_it_is_said():
    draft = draft_policy()
    draft.clauses.update(text="Before.")
    author = draft.author.username

    error = refused(NOTICE, "--author", author)
    kept = set(draft.clauses.values_list("text", flat=True))
    call_command("import_policy", NOTICE, "--author", author, "--replace-draft")

    assert (error.returncode, kept) == (1, {"Before."})
    assert pack_of(Version.objects.get()) == shipped(LAPD_NOTICE)
