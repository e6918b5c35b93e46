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

from policy.policies.building.drawing import sketch_of
from policy.policies.building.fields import fields_of, sketch_from
from policy.policies.building.sketch import (
    EMPTY,
    Group,
    Node,
    Path,
    Row,
    TooLarge,
    changed,
    place_of,
)
from policy.policies.building.stepping import Reading, from_english, from_sketch, from_source
from policy.policies.building.taking import Fault, SketchError, condition_of, settled

__all__ = [
    "EMPTY",
    "Fault",
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
]
