"""Photos, pure: any picture in, a small JPEG without place, camera or date out."""

from __future__ import annotations

import io
import re

from PIL import Image, ImageOps

SIDE = 512
"""The longest side of what is kept, in pixels."""

MOST_PIXELS = 60_000_000
MOST_DECODED = 25_000_000
MOST_BYTES = 20 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
# The limits above are checked before anything is decoded; Pillow's own would only warn on stderr.
Image.MAX_IMAGE_PIXELS = None

_APP0, _SCAN = 0xE0, 0xDA
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_BARE = frozenset({_APP0, 0xDB, 0xC4, 0xDD, _SCAN}) | _FRAMES
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)


class RefusedPhoto(ValueError):
    """The picture cannot be used; the message is one sentence for the person who brought it."""


def shrink(data: bytes, side: int = SIDE) -> bytes:
    """The picture turned upright, cut to a square's reach and written anew, so that nothing but the picture is left.

    What we wrote ourselves stays as it is, byte for byte: a picture that goes out and comes back must be the same.
    """
    if len(data) > MOST_BYTES:
        raise RefusedPhoto("This picture is larger than 20 MB. Choose a smaller one.")
    if is_bare(data, side):
        return data
    picture = _opened(data, side)
    picture.thumbnail((side, side))
    on_white = Image.new("RGB", picture.size, "white")
    on_white.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    out = io.BytesIO()
    on_white.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def _opened(data: bytes, side: int) -> Image.Image:
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise RefusedPhoto("This picture has more than 60 million dots. Choose a smaller one.")
            # A JPEG can be decoded at an eighth of its size, which keeps a big one from filling the memory.
            opened.draft("RGB", (side, side))
            if opened.width * opened.height > MOST_DECODED:
                raise RefusedPhoto("This picture has more than 25 million dots. Choose a smaller one, or a JPEG.")
            mode = "RGB" if opened.mode in ("RGB", "L", "CMYK", "YCbCr") else "RGBA"
            opened.thumbnail((2 * side, 2 * side), reducing_gap=2.0)
            return _upright(opened).convert(mode)
    except RefusedPhoto:
        raise
    except Exception as problem:  # a damaged picture ends a decoder in many ways, none of which is ours to know
        raise RefusedPhoto("This file is not a picture that can be read. Choose a JPEG, PNG or WebP.") from problem


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as the camera says, where what it says can be read."""
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # what the camera wrote is damaged; the picture is not
        return picture


def is_bare(data: bytes, side: int = SIDE) -> bool:
    """Whether this is a small JPEG of tables and dots alone: no place, no camera, no words, nothing behind its end."""
    if not data.startswith(b"\xff\xd8") or not data.endswith(b"\xff\xd9"):
        return False
    place, small = 2, False
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker, size = data[place + 1], int.from_bytes(data[place + 2 : place + 4])
        if marker not in _BARE or (marker == _APP0 and data[place + 4 : place + 9] != b"JFIF\0"):
            return False
        if marker in _FRAMES:
            height, width = int.from_bytes(data[place + 5 : place + 7]), int.from_bytes(data[place + 7 : place + 9])
            small = 0 < height <= side and 0 < width <= side
        place += 2 + size
        if marker == _SCAN:
            end = _MARKER.search(data, place)
            place = end.start() if end else len(data)
        if data[place : place + 2] == b"\xff\xd9":
            return small and place + 2 == len(data)
    return False
