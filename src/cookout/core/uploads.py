"""Uploads that are too big are let go while they arrive: nothing of them stays, and the page can say which."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

NOTED = "cookout.too_big"


class Limited(FileUploadHandler):
    """The first handler: counts, and skips a file beyond the limit; the handlers behind it keep the others."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the piece on, or say that this file is too big."""
        if start + len(raw_data) > settings.UPLOAD_LIMIT:
            if self.request is not None:
                self.request.META.setdefault(NOTED, []).append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        """The next handler has the file."""
        return None


def too_big(request: HttpRequest) -> list[str]:
    """The names of the files of this request that were too big. Read the files first."""
    names: list[str] = request.META.get(NOTED, [])
    return names
