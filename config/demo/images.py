"""Drawn stand-ins for probe images: nobody's face."""

import io
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFilter

SIZE = (180, 220)


def draw_probe(random: Random) -> SimpleUploadedFile:
    """A blurred figure in the style of a camera still, marked as a demonstration."""
    shade = random.randint(60, 110)
    picture = Image.new("RGB", SIZE, (shade, shade + 6, shade + 12))
    draw = ImageDraw.Draw(picture)
    skin = random.randint(120, 200)
    draw.ellipse((55, 45, 125, 135), fill=(skin, skin - 20, skin - 35))
    draw.rectangle((30, 140, 150, 220), fill=(random.randint(20, 90), 50, 70))
    draw.rectangle((50, 40, 130, 70), fill=(30, 28, random.randint(20, 60)))
    picture = picture.filter(ImageFilter.GaussianBlur(3))
    ImageDraw.Draw(picture).text((8, 202), "DEMONSTRATION", fill=(255, 255, 255))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return SimpleUploadedFile("probe.png", buffer.getvalue(), content_type="image/png")
