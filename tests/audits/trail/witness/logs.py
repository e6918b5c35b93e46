"""Logs that ask a witness; each test has one of its own, so that they can share the witness."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from audits.trail.log import checkpoints
from audits.trail.log.checkpoints import Checkpoint
from audits.trail.log.keys import Kind, Signer, Verifier
from audits.trail.log.tree import Frontier, leaf_hash
from audits.trail.log.witness_protocol import build_request
from tests.audits.trail.log.building import Nodes, some_entries

MOST = 200
LEAVES = tuple(leaf_hash(entry) for entry in some_entries(60))

# The log that torchwood's litewitness is tested with.
SIGSUM = Verifier(
    "sigsum.org/v1/tree/985ea163f5af026723561354f51f2ebcdcf2af809ce254ccfb64aa9aadd80f90",
    Kind.LOG,
    bytes.fromhex("52c05edad1bf5feffa81354faae59a655d9a9a1a793ed2f62c39c26c0be2aecd"),
)


@dataclass(frozen=True)
class Log:
    signer: Signer
    leaves: tuple[bytes, ...] = LEAVES

    @property
    def name(self) -> str:
        return self.signer.name

    def note(self, size: int) -> str:
        root = Frontier().append(self.leaves[:size]).root()
        return checkpoints.sign(Checkpoint(self.name, size, root), [self.signer])

    def ask(self, old_size: int, size: int) -> str:
        """The body of a request."""
        return str(build_request(old_size=old_size, note=self.note(size), read=self.nodes))

    def ask_with(self, old_size: int, size: int, proof: Sequence[str]) -> str:
        """The same, with other lines of proof."""
        return "\n".join([f"old {old_size}", *proof, "", self.note(size)])

    def rewritten(self, index: int) -> "Log":
        """The history in which entry `index` was another one."""
        leaves = [*self.leaves[:index], leaf_hash(b"another"), *self.leaves[index + 1 :]]
        return replace(self, leaves=tuple(leaves))

    @property
    def nodes(self) -> Nodes:
        return Nodes(self.leaves)


def log_number(number: int) -> Log:
    return Log(Signer(f"log-{number}.example/trail", Kind.LOG, bytes([number]) * 32))


# The keys of these logs and of the one above are what every witness of the tests is started with.
KEYS = [*(log_number(number).signer.verifier for number in range(MOST)), SIGSUM]
