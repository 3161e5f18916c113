"""Photos, pure: any picture in, a small JPEG without place, camera or date out."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

SIDE = 512
"""The longest side of what is kept, in pixels."""

MOST_PIXELS = 60_000_000
MOST_BYTES = 20 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")


class RefusedPhoto(ValueError):
    """The picture cannot be used; the message is one sentence for the person who brought it."""


def shrink(data: bytes) -> bytes:
    """The picture turned upright, cut to a square's reach and written anew, so that nothing but the picture is left."""
    if len(data) > MOST_BYTES:
        raise RefusedPhoto("This picture is larger than 20 MB. Choose a smaller one.")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise RefusedPhoto("This picture has more than 60 million dots. Choose a smaller one.")
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        if isinstance(problem, RefusedPhoto):
            raise
        raise RefusedPhoto("This file is not a picture that can be read. Choose a JPEG, PNG or WebP.") from problem
    picture.thumbnail((SIDE, SIDE))
    on_white = Image.new("RGB", picture.size, "white")
    on_white.paste(picture, mask=picture.getchannel("A"))
    out = io.BytesIO()
    on_white.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
