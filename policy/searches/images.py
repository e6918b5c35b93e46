"""Probe images: read by their bytes, and made anew without anything but the picture."""

import hashlib
import io
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG")


@dataclass(frozen=True)
class CleanImage:
    """A probe image as it is kept: PNG bytes, and the hashes of what came and what is kept."""

    content: bytes
    sha256: str
    original_sha256: str


def clean_image(upload: UploadedFile) -> CleanImage:
    """Re-encodes an uploaded JPEG or PNG (known by its bytes) as a PNG without metadata.

    Raises ValidationError that says what was wrong and what was expected.
    """
    raw = _read_within_limit(upload)
    picture = _decode(raw)
    content = _encode(picture)
    return CleanImage(
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        original_sha256=hashlib.sha256(raw).hexdigest(),
    )


def _read_within_limit(upload: UploadedFile) -> bytes:
    raw: bytes = upload.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise ValidationError(
            _("The image %(name)s is larger than the limit of %(limit)s."),
            code="too_large",
            params={"name": upload.name, "limit": filesizeformat(MAX_BYTES)},
        )
    return raw


def _decode(raw: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as picture:
            _check_pixels(picture)
            return ImageOps.exif_transpose(picture).convert("RGB")
    except UnidentifiedImageError as error:
        raise ValidationError(
            _("This file is not a JPEG or PNG image: its bytes do not begin like one."),
            code="not_an_image",
        ) from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(
            _("This image is damaged and cannot be read. Save it again as a JPEG or PNG."),
            code="damaged",
        ) from error


def _check_pixels(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise ValidationError(
            _("The image has %(width)s × %(height)s pixels; at most %(limit)s million are read."),
            code="too_many_pixels",
            params={"width": width, "height": height, "limit": MAX_PIXELS // 1_000_000},
        )


def _encode(picture: Image.Image) -> bytes:
    """Only the pixels go over: no EXIF, no comments, no color profile."""
    bare = Image.frombytes("RGB", picture.size, picture.tobytes())
    buffer = io.BytesIO()
    bare.save(buffer, format="PNG")
    return buffer.getvalue()
