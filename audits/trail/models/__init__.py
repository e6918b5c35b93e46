from audits.trail.models.checkpoints import Checkpoint, Cosignature, SigningKey
from audits.trail.models.entries import Entry
from audits.trail.models.positions import Position
from audits.trail.models.recorded import BETWEEN, RECORDED
from audits.trail.models.sealing import SealedEntry, SealingOrder

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
]
