"""Random policies over the small vocabulary, and facts to try them on."""

from hypothesis import strategies as st

from policy.language.cel import as_source
from policy.policies.packs import AssuranceText, RequirementText
from tests.policy.language.samples import VOCABULARY
from tests.policy.language.strategies import conditions, facts
from tests.policy.policies.building import a_policy, a_rule

EFFECTS = ("forbid", "except", "refuse", "allow", "require")
REQUIREMENTS = (
    RequirementText("approval", {"count": 1}),
    RequirementText("approval", {"count": 2, "rank": "captain"}),
    RequirementText("approval", {"independent_of": ("requester", "operator")}),
    RequirementText("review", {"examiners": 1}),
    RequirementText("review", {"examiners": 2, "blind": True}),
    RequirementText("expiry", {"hours": 12}),
    RequirementText("expiry", {"hours": 24}),
    RequirementText("document", {"name": "form", "label": "Form"}),
    RequirementText("document", {"name": "form", "label": "Another form"}),
    RequirementText("retention", {"record": "request", "min_days": 90}),
    RequirementText("retention", {"record": "request", "max_days": 30}),
    RequirementText("notice", {"to": "the council", "text": "Told.", "after": "run"}),
)

sources = conditions(VOCABULARY).map(as_source)
required = st.lists(st.sampled_from(REQUIREMENTS), min_size=1, max_size=2).map(tuple)
plain_rules = st.builds(a_rule, st.sampled_from(EFFECTS[:-1]), sources)
require_rules = st.builds(
    lambda when, some: a_rule("require", when, requirements=some), sources, required
)
rules = plain_rules | require_rules
policies = st.builds(
    lambda some, number: a_policy(*some, slug=f"policy-{number}", vocabulary=VOCABULARY),
    st.lists(rules, min_size=1, max_size=6),
    st.integers(1, 9),
)
some_policies = st.lists(policies, min_size=1, max_size=2, unique_by=lambda each: each.slug)
prohibitions = sources.map(lambda never: AssuranceText("a", "Never so.", ("submit",), never))
obligations = st.sampled_from(["approval", "review", "document"]).map(
    lambda kind: AssuranceText("a", "Always so.", ("submit",), always_requires=kind)
)
many_facts = st.lists(facts(VOCABULARY), min_size=5, max_size=15)
