"""The files of a proof, and how they are taken out of what somebody uploads."""

import io
import zipfile
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

ENTRY = "entry.json"
CONTENT = "content.json"
PROOF = "proof.tlog-proof"
README = "README.txt"

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE
# The most that each file may have, whatever it says of itself.
LARGEST = {ENTRY: 64 * KILOBYTE, PROOF: 256 * KILOBYTE, CONTENT: 20 * MEGABYTE}
LARGEST_UPLOAD = 8 * MEGABYTE
MOST_FILES = 50


class NotAProof(Exception):
    """What was uploaded is none, with what is wrong in words."""


@dataclass(frozen=True)
class Evidence:
    """The bytes of an entry, of its proof and, if it is there, of its content."""

    entry: bytes
    proof: bytes
    content: bytes | None = None


def read_upload(proof: bytes, entry: bytes | None = None, content: bytes | None = None) -> Evidence:
    """The evidence in a zip, or in single files; raises NotAProof."""
    if zipfile.is_zipfile(io.BytesIO(proof)):
        return _unzipped(proof)
    if proof.startswith(b"PK"):
        raise NotAProof(_("The zip file is cut off or damaged. Download the proof again."))
    if entry is None:
        raise NotAProof(
            _("This is not a zip file. Beside the proof itself, give the file %(name)s.")
            % {"name": ENTRY}
        )
    for name, data in ((ENTRY, entry), (PROOF, proof), (CONTENT, content or b"")):
        _check_size(name, len(data))
    return Evidence(entry, proof, content)


def _unzipped(data: bytes) -> Evidence:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > MOST_FILES:
                raise NotAProof(_("The zip file holds more files than a proof has."))
            found = {name: _member(archive, name) for name in (ENTRY, PROOF, CONTENT)}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        words = _("The zip file is cut off or damaged. Download the proof again.")
        raise NotAProof(words) from error
    except (RuntimeError, NotImplementedError) as error:
        words = _("The zip file is encrypted, or packed in an unusual way. Use it as it came.")
        raise NotAProof(words) from error
    entry, proof = found[ENTRY], found[PROOF]
    if entry is None or proof is None:
        missing = ENTRY if entry is None else PROOF
        raise NotAProof(_("The zip file lacks %(name)s.") % {"name": missing})
    return Evidence(entry, proof, found[CONTENT])


def _member(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """The bytes of one file, and never more of it than may be there."""
    if name not in archive.namelist():
        return None
    with archive.open(name) as file:
        data = file.read(LARGEST[name] + 1)
    _check_size(name, len(data))
    return data


def _check_size(name: str, size: int) -> None:
    if size > LARGEST[name]:
        raise NotAProof(
            _("%(name)s is larger than %(most)d KB, which none is.")
            % {"name": name, "most": LARGEST[name] // KILOBYTE}
        )
