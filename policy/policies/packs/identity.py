"""What a pack is known by: its digest, and the names under which it asks people for something."""

import hashlib

from policy.policies.choices import RequirementKind
from policy.policies.packs.schema import Pack
from policy.policies.packs.writing import write_pack

_ASKED_OF_PEOPLE = (RequirementKind.ATTESTATION, RequirementKind.DOCUMENT)


def digest_of(pack: Pack) -> str:
    """SHA-256 in hexadecimal of the pack as TOML."""
    return hashlib.sha256(write_pack(pack).encode()).hexdigest()


def asked_by(pack: Pack) -> dict[str, object]:
    """What the pack asks of people, by the name under which the answer is kept."""
    questions: dict[str, object] = {
        f"answer.{question.name}": (question.label, question.type, list(question.choices.items()))
        for question in pack.questions
    }
    demands = {
        str(requirement.details["name"]): (requirement.kind, dict(requirement.details))
        for rule in pack.rules
        for requirement in rule.requirements
        if requirement.kind in _ASKED_OF_PEOPLE
    }
    return questions | demands
