"""The analysis of what a command was given: the file of a pack, or the short name of a policy."""

from dataclasses import replace
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from policy.commands import bad_input
from policy.policies.analysis.results import Analysis
from policy.policies.management.reading import pack_of
from policy.policies.models import Version
from policy.policies.queries import analysis_of as analysis_of_version
from policy.policies.queries import errors_of, standing_proofs, versions_in_force


def analysis_of(name: str) -> Analysis:
    """The analysis; CommandError with every error on a line of its own for bad input.

    That of a stored version has the standing assurances of the department as well.
    """
    if name.endswith(".toml") or Path(name).is_file():
        from policy.policies.analysis.analyzing import analyze

        return analyze(pack_of(Path(name)))
    version = _version(name)
    if errors := errors_of(version):
        raise bad_input("%(lines)s", lines="\n".join(errors))
    standing = standing_proofs(timezone.now(), with_version=version)
    analysis = analysis_of_version(version)
    return replace(analysis, assurances=(*analysis.assurances, *standing))


def _version(slug: str) -> Version:
    """The version in force, or else the latest."""
    latest = Version.objects.filter(policy__slug=slug).order_by("-number").first()
    if latest is None:
        message = _('"%(name)s" is neither a file nor the short name of a policy.')
        raise bad_input(message, name=slug)
    return versions_in_force(timezone.now()).filter(policy__slug=slug).first() or latest
