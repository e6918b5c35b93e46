"""What is wrong with a pack that is still being written, each flaw at its place."""

import tomllib

from django.utils.translation import gettext as _

from policy.language.facts import Vocabulary
from policy.policies.packs.assembling import read_document
from policy.policies.packs.checking import check_pack
from policy.policies.packs.conditions import check_conditions
from policy.policies.packs.errors import Flaw, Report
from policy.policies.packs.schema import Pack
from policy.policies.packs.writing import write_pack
from policy.policies.vocabulary import VOCABULARY


def problems_of(pack: Pack, vocabulary: Vocabulary = VOCABULARY) -> tuple[Flaw, ...]:
    """Everything that `read_pack` would refuse the pack for, in the order of its parts.

    The pack may be blank or wrong anywhere. Its conditions are read over `vocabulary` and the
    answers to its own questions.
    """
    document = tomllib.loads(write_pack(pack))
    document.setdefault("clause", [])
    report = Report("", document)
    if not pack.clauses:
        report.add(("clause",), _("a policy has at least one clause"))
    check_pack(read_document(document, report), vocabulary, report)
    return report.flaws()


def sound_vocabulary(pack: Pack, vocabulary: Vocabulary = VOCABULARY) -> Vocabulary:
    """The vocabulary with the answers to those questions of the pack that can be one."""
    return check_conditions(pack, vocabulary, Report("", {}))
