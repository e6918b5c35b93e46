"""The policy that a command was told to ask."""

from pathlib import Path

from django.utils.translation import gettext as _

from policy.commands import bad_input
from policy.policies.deciding import CompiledPolicy, compile_pack
from policy.policies.management.reading import pack_of
from policy.policies.models import Version
from policy.policies.queries import compiled


def newest(name: str) -> CompiledPolicy:
    """The pack in the file of this name, or the newest version of the policy of this short name."""
    if name.endswith(".toml") or Path(name).is_file():
        return compile_pack(pack_of(Path(name)))
    found = Version.objects.filter(policy__slug=name).order_by("-number").first()
    if found is None:
        message = _('"%(name)s" is neither a file nor the short name of a policy.')
        raise bad_input(message, name=name)
    try:
        return compiled(found)
    except ValueError as error:
        raise bad_input(
            _("%(version)s has errors: %(error)s"), version=found, error=error
        ) from None
