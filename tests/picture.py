"""Takes the README's pictures: Sam's day in the sample, a referral, what works; at a fixed hour, by `make docs`."""

import datetime as dt
import tempfile
import threading
from io import BytesIO
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server
from zoneinfo import ZoneInfo

import time_machine
from django.core.wsgi import get_wsgi_application
from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser import ARGS, CHROMIUM, DAY_AT_THE_DESK
from tests.houses import HOME, settled

DOCS = HOME / "docs"
HOUR = dt.datetime(2026, 11, 19, 8, 40, tzinfo=ZoneInfo("America/New_York"))
COLOURS = 128
"""Enough for a page of paper and ink, and a third of the bytes."""


class Silent(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def main() -> None:
    """A house of its own, as of the hour."""
    with tempfile.TemporaryDirectory() as folder:
        house = settled(Path(folder) / "house", PYTHONPATH=f"{HOME / 'src'}:{HOME}")
        house.run("sample", "--today", HOUR.date())
        house.python("from tests.picture import draw; draw()")


def draw() -> None:
    """Inside the house: open it at the hour, go in as Sam, and write the pictures."""
    with time_machine.travel(HOUR), make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Silent) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
            page = DAY_AT_THE_DESK.context(browser, service_workers="block").new_page()
            page.goto(f"http://127.0.0.1:{server.server_port}/welcome/")
            page.get_by_role("button", name="Sam, insurance agent").click()
            page.wait_for_url("**/today/")
            page.evaluate("() => document.fonts.ready.then(() => true)")
            keep(page.screenshot(), "today")
            page.goto(f"http://127.0.0.1:{server.server_port}/referrals/")
            page.get_by_role("link", name="Héctor Delgado").first.click()
            page.get_by_role("heading", name="The story so far").wait_for()
            keep(page.screenshot(), "referral")
            page.goto(f"http://127.0.0.1:{server.server_port}/what-works/")
            page.get_by_role("heading", name="What you cannot say yet").wait_for()
            keep(page.screenshot(), "what-works")
            browser.close()
        server.shutdown()


def keep(shot: bytes, name: str) -> None:
    """Write it with few colours."""
    with Image.open(BytesIO(shot)) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(DOCS / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
