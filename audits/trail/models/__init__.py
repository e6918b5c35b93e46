from audits.trail.models.checkpoints import Checkpoint, Cosignature, SigningKey
from audits.trail.models.entries import Entry
from audits.trail.models.positions import Position
from audits.trail.models.sealing import SealedEntry, SealingOrder
from audits.trail.models.verifications import Verification

# Last: it hangs the trail's trigger on every table that there is.
from audits.trail.models.recorded import BETWEEN, RECORDED  # isort: skip

__all__ = [
    "BETWEEN",
    "RECORDED",
    "Checkpoint",
    "Cosignature",
    "Entry",
    "Position",
    "SealedEntry",
    "SealingOrder",
    "SigningKey",
    "Verification",
]
