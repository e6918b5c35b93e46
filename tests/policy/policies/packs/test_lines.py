import pytest

from policy.policies.packs.lines import LineIndex

TEXT = '''\
# A comment, and then a blank line.

[policy]
slug = "a"
"title" = "b = [c]"

[[rule]]
id = "one"
gate = [
  "submit",  # ]
  "run",
]
when = """
[policy]
slug = 1
"""

  [[rule.requirement]]
  kind = "review"

[[rule]]
id = "two"

[[rule.requirement]]
kind = "notice"

[[rule.requirement]]
kind = "expiry"

[[question]]
name = "q"
[question.choices]
one = "One"

[version]
number.value = 1
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("policy",), 3),
        (("policy", "slug"), 4),
        (("policy", "title"), 5),
        (("rule",), 7),
        (("rule", 0), 7),
        (("rule", 0, "gate"), 9),
        (("rule", 0, "when"), 13),
        (("rule", 0, "requirement", 0), 18),
        (("rule", 0, "requirement", 0, "kind"), 19),
        (("rule", 1), 21),
        (("rule", 1, "id"), 22),
        (("rule", 1, "requirement", 0, "kind"), 25),
        (("rule", 1, "requirement", 1), 27),
        (("question", 0, "choices"), 32),
        (("question", 0, "choices", "one"), 33),
        (("version", "number", "value"), 36),
    ],
)
def test_every_entry_is_found_on_its_line(path, line):
    assert LineIndex(TEXT).line_of(path) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("policy", "issuer"), 3),
        (("rule", 1, "when"), 21),
        (("rule", 0, "gate", 1), 9),
        (("clause",), 1),
    ],
)
def test_what_is_missing_is_on_the_line_of_what_encloses_it(path, line):
    assert LineIndex(TEXT).line_of(path) == line
