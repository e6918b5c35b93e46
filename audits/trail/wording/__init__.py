"""What the trail recorded, as prose: a sentence for each entry, and its columns in words."""

from audits.trail.wording.acts import Act, Line, acts
from audits.trail.wording.names import Names
from audits.trail.wording.readers import for_reader
from audits.trail.wording.sentences import sentence
from audits.trail.wording.telling import Told, read, read_all

__all__ = [
    "Act",
    "Line",
    "Names",
    "Told",
    "acts",
    "for_reader",
    "read",
    "read_all",
    "sentence",
]
