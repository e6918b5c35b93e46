"""Probe images: known by their bytes, kept without metadata."""

import hashlib
import io
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from policy.searches import images
from policy.searches.images import clean_image


def upload(content: bytes, name: str = "probe.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def picture(fmt: str, size: tuple[int, int] = (20, 30), **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, (200, 90, 10)).save(buffer, fmt, **options)
    return buffer.getvalue()


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "taken at a home address"
    exif[0x0112] = 6  # to be turned by a quarter
    return picture("JPEG", exif=exif)


def test_image_is_kept_as_png_without_metadata_and_upright():
    clean = clean_image(upload(with_exif()))

    with Image.open(io.BytesIO(clean.content)) as kept:
        assert (kept.format, kept.size, kept.info, dict(kept.getexif())) == (
            "PNG",
            (30, 20),
            {},
            {},
        )
    assert b"home address" not in clean.content


def test_hashes_are_of_what_came_and_of_what_is_kept():
    raw = picture("PNG")

    clean = clean_image(upload(raw))

    assert clean.original_sha256 == hashlib.sha256(raw).hexdigest()
    assert clean.sha256 == hashlib.sha256(clean.content).hexdigest()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: b"", "not_an_image"),
        (lambda: b"GIF89a" + b"\0" * 50, "not_an_image"),
        (lambda: picture("GIF"), "not_an_image"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_an_image"),
        (lambda: b"MZ" + picture("PNG"), "not_an_image"),
        (lambda: picture("PNG")[:-30], "damaged"),
        (lambda: picture("JPEG")[:200], "damaged"),
        (lambda: picture("PNG", size=(8001, 5001)), "too_many_pixels"),
    ],
)
def test_what_is_no_whole_jpeg_or_png_is_refused(content: Callable[[], bytes], code: str):
    with pytest.raises(ValidationError) as refused:
        clean_image(upload(content()))

    assert refused.value.code == code


def test_image_over_the_limit_is_refused_with_the_limit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(images, "MAX_BYTES", 10)

    with pytest.raises(ValidationError) as refused:
        clean_image(upload(picture("PNG")))

    assert refused.value.messages == [
        "The image probe.jpg is larger than the limit of 10\xa0bytes."
    ]
