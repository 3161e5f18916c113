"""A printed sheet as a test sees it: its words, and the picture that a printer would make of it."""

import io
import tempfile
from pathlib import Path

import pypdf
import typst
from PIL import Image

DOTS = 60.0
"""Per inch: enough to see where there is ink."""

INK = 160
"""What is darker than this, of 255, is ink."""


class Sheet:
    """One PDF."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.pages = pypdf.PdfReader(io.BytesIO(body)).pages

    @property
    def words(self) -> str:
        """All that is read on it, in one line."""
        return " ".join(" ".join(page.extract_text() for page in self.pages).split())

    def picture(self, number: int) -> Image.Image:
        """One page as a grey picture; the typesetter draws what was printed."""
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "sheet.pdf").write_bytes(self.body)
            frame = Path(folder, "frame.typ")
            frame.write_text(f'#set page(width: auto, height: auto, margin: 0pt)\n#image("sheet.pdf", page: {number})')
            drawn = typst.compile(str(frame), format="png", ppi=DOTS)
        assert isinstance(drawn, bytes)
        return Image.open(io.BytesIO(drawn)).convert("L")

    def troubles(self) -> list[str]:
        """What is wrong with the picture of any page: blank, black, or running over the edge of the paper."""
        return [f"page {number}: {said}" for number in range(1, len(self.pages) + 1) for said in self._seen(number)]

    def _seen(self, number: int) -> list[str]:
        ink = self.picture(number).point(lambda grey: 255 if grey < INK else 0)
        wide, high = ink.size
        covered = ink.histogram()[255] / (wide * high)
        box = ink.getbbox() or (0, 0, 0, 0)
        said = [f"{covered:.1%} ink"] if not 0.005 < covered < 0.3 else []
        edge = DOTS / 4
        inside = box[0] > edge and box[1] > edge and box[2] < wide - edge and box[3] < high - edge
        return said if inside else [*said, f"ink at the edge: {box} of {ink.size}"]
