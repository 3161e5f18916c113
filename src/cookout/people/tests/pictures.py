"""Synthetic pictures for cards."""

import base64
import io

from PIL import Image


def jpeg(colour: str = "green", size: tuple[int, int] = (64, 48), exif: bytes = b"") -> bytes:
    """A plain picture."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", exif=exif)
    return out.getvalue()


def photo(colour: str = "green", data: bytes | None = None) -> dict[str, str]:
    """The property of a vCard 3.0 that holds a picture."""
    return {"PHOTO;ENCODING=b;TYPE=JPEG": base64.b64encode(data or jpeg(colour)).decode()}
