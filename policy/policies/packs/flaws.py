"""What is wrong with a pack that is still being written."""

from policy.language.facts import Vocabulary
from policy.policies.packs.conditions import check_conditions
from policy.policies.packs.errors import Report
from policy.policies.packs.schema import Pack
from policy.policies.vocabulary import VOCABULARY


def sound_vocabulary(pack: Pack, vocabulary: Vocabulary = VOCABULARY) -> Vocabulary:
    """The vocabulary with the answers to those questions of the pack that can be one."""
    return check_conditions(pack, vocabulary, Report("", {}))
