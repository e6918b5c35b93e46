"""A variable that a template of ours uses and nobody gave fails the test."""

import sys
from pathlib import Path

OURS = str(Path(__file__).resolve().parents[2])
NOT_OURS = (".venv", "node_modules")


class UndefinedVariable(str):
    """Stands for every undefined variable, as the engine's `string_if_invalid`."""

    __slots__ = ()

    def __contains__(self, text: object) -> bool:
        """Say that there is a `%s` in it, so that the engine fills in the name."""
        return True

    def __mod__(self, name: object) -> str:
        template = sys._getframe(1).f_locals["context"].render_context.template
        if template is not None and _is_ours(template.origin.name):
            raise NameError(f"{template.origin.name} uses {name}, which is not defined")
        return ""


def _is_ours(path: str) -> bool:
    return path.startswith(OURS) and not any(part in Path(path).parts for part in NOT_OURS)
