"""A condition as the rows and groups of a form, kept in step with its text and its sentence.

sketch     rows and groups, and how they are changed
operators  what can be asked of each kind of fact, as rows ask it
values     the values of a row, as they are typed
drawing    a condition as a sketch
taking     a sketch as a condition, or what is wrong in which row
fields     a sketch as the fields of a form, and back
stepping   the three readings of one condition, kept in step

Nothing here touches the database.
"""

from policy.policies.sketches.drawing import sketch_of
from policy.policies.sketches.fields import fields_of, sketch_from
from policy.policies.sketches.sketch import (
    EMPTY,
    Group,
    Node,
    Path,
    Row,
    TooLarge,
    changed,
    place_of,
)
from policy.policies.sketches.stepping import (
    Given,
    Reading,
    from_english,
    from_sketch,
    from_source,
    stepped,
)
from policy.policies.sketches.taking import Fault, SketchError, condition_of, settled

__all__ = [
    "EMPTY",
    "Fault",
    "Given",
    "Group",
    "Node",
    "Path",
    "Reading",
    "Row",
    "SketchError",
    "TooLarge",
    "changed",
    "condition_of",
    "fields_of",
    "from_english",
    "from_sketch",
    "from_source",
    "place_of",
    "settled",
    "sketch_from",
    "sketch_of",
    "stepped",
]
