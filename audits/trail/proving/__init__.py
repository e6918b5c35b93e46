"""Proofs for people: what proves one entry to whoever has no access, and the check of it."""

from audits.trail.proving.checking import Checked, check
from audits.trail.proving.files import Evidence, NotAProof, read_upload
from audits.trail.proving.making import NoProof, latest_of, proof_file

__all__ = [
    "Checked",
    "Evidence",
    "NoProof",
    "NotAProof",
    "check",
    "latest_of",
    "proof_file",
    "read_upload",
]
