"""The one declaration of every fact that a policy can speak of.

A group of facts per module; docs/vocabulary.md is made from it by `manage.py vocabulary
--markdown`. To add a fact, add it to its group and to whatever gathers the facts of a request.
"""

from policy.language.facts import Vocabulary
from policy.policies.vocabulary import means, outcomes, people, requests, systems

VOCABULARY = Vocabulary(
    (*systems.FACTS, *requests.FACTS, *means.FACTS, *people.FACTS, *outcomes.FACTS)
)
