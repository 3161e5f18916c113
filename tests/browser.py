"""What every page is asked in a real browser: readable for all, silent, inside the screen, nothing fetched in vain."""

import json
import os
import shutil
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

Scheme = Literal["light", "dark"]

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
ARGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-gpu"]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SIZES = {"desktop": DESKTOP, "phone": PHONE}

STRICT = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'", "frame-ancestors 'none'")

BEYOND = """() => {
  const width = document.documentElement.clientWidth, wide = document.documentElement.scrollWidth
  if (wide <= width) return []
  const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1)
  const named = e => `${e.tagName.toLowerCase()}.${e.className} “${e.textContent.trim().slice(0, 30)}”`
  return [`${wide} wide on ${width}`, ...out.slice(-3).map(named)]
}"""

BARE = """() => {
  const said = []
  if (!document.title.replace('· Cookout', '').trim()) said.push('no title')
  const heads = [...document.querySelectorAll('h1')].filter(e => e.checkVisibility())
  if (heads.length != 1) said.push(`${heads.length} first headings`)
  const words = document.body.innerText
  for (const slip of ['{{', '{%', '%(', 'None', 'undefined', 'NaN', '[object'])
    if (words.split(/\\s/).some(w => w == slip || (slip.length < 4 && w.includes(slip)))) said.push(`“${slip}” is read`)
  return said
}"""


class Watched:
    """A page and everything that went wrong on it since it was last asked."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.heard: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda trouble: self.heard.append(f"script: {trouble}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def troubles(self, *, axe: bool = True) -> list[str]:
        """All that is wrong with the page as it stands now; what was heard is forgotten."""
        self.page.evaluate("() => document.fonts.ready.then(() => true)")
        found = [*self.heard, *self.page.evaluate(BARE), *self.page.evaluate(BEYOND)]
        self.heard.clear()
        return [*found, *(violations(self.page) if axe else [])]

    def _said(self, line: ConsoleMessage) -> None:
        if line.type in ("error", "warning"):
            self.heard.append(f"console: {line.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the browser's own, when the next page is asked for meanwhile
            self.heard.append(f"failed: {request.url} {request.failure}")

    def _answered(self, answer: Response) -> None:
        if answer.status >= 400:
            self.heard.append(f"{answer.status}: {answer.url}")
        if answer.request.resource_type == "document":
            policy = answer.headers.get("content-security-policy", "")
            loose = [rule for rule in STRICT if rule not in policy] + [w for w in ("unsafe", "*") if w in policy]
            self.heard.extend(f"policy: {rule}" for rule in loose)


def violations(page: Page) -> list[str]:
    """What axe finds, with the first place of each."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = json.dumps({"runOnly": RULES, "resultTypes": ["violations"]})
    found: list[dict[str, Any]] = page.evaluate(f"axe.run({options}).then(r => r.violations)")
    return [
        f"axe {one['id']} ({len(one['nodes'])}): {one['nodes'][0]['target']} {one['nodes'][0]['html'][:160]}"
        for one in found
    ]


@dataclass(frozen=True)
class Screen:
    """One size in one scheme."""

    size: str
    scheme: Scheme

    def __str__(self) -> str:
        return f"{self.size}, {self.scheme}"

    def on(self, page: Page) -> None:
        """Show the page so, without asking for it again."""
        page.emulate_media(color_scheme=self.scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": SIZES[self.size]["width"], "height": SIZES[self.size]["height"]})

    def context(self, browser: Browser, **more: Any) -> BrowserContext:
        """A new visitor before this screen."""
        size = SIZES[self.size]
        return browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            color_scheme=self.scheme,
            reduced_motion="reduce",
            **more,
        )


DAY_AT_THE_DESK, NIGHT_ON_THE_PHONE = Screen("desktop", "light"), Screen("phone", "dark")
THE_OTHER_TWO = (Screen("desktop", "dark"), Screen("phone", "light"))
IN_TURN, LATER = DAY_AT_THE_DESK, NIGHT_ON_THE_PHONE
if os.environ.get("DB") == "postgres":
    IN_TURN, LATER = LATER, IN_TURN
"""Long walks are gone once in a run of the tests: at the desk on SQLite, on the phone on PostgreSQL; then as proofs."""
AT_EACH_SCREEN = pytest.mark.parametrize("screen", [IN_TURN, pytest.param(LATER, marks=pytest.mark.proof)], ids=str)
