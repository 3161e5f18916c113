"""The frame of every page: safe under the strict policy, well said, and there even when all else fails."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory

from cookout.core.models import User

CORE = Path(__file__).resolve().parents[1]
HOUSE = CORE.parent
NAV = [{"label": "Today", "icon": "sun", "url": "/today/", "current": True}]


def page(name: str = "core/base.html", **context: Any) -> str:
    return render_to_string(name, {"nav": NAV, **context})


@pytest.mark.parametrize("code", [400, 403, 404, 500])
def test_an_error_page_needs_nothing_from_the_failing_request(code: int) -> None:
    html = render_to_string(f"{code}.html")
    assert "<h1>" in html
    assert '<main id="main"' in html
    assert '<nav class="' not in html


def test_no_template_of_the_house_holds_what_the_policy_forbids() -> None:
    inline = re.compile(
        r"""\sstyle=|\son[a-z]+=["']|javascript:|hx-on|<style|<script(?![^>]*(src=|application/json))"""
    )
    files = [file for file in HOUSE.glob("*/templates/**/*.html") if "/mail/" not in str(file)]
    assert len(files) > 30
    assert [str(file.relative_to(HOUSE)) for file in files if inline.search(file.read_text())] == []


def test_a_page_names_its_language_and_its_parts() -> None:
    html = page()
    assert '<html lang="en' in html
    assert (
        html.index('class="skip" href="#main"') < html.index('<header class="topbar"') < html.index('<main id="main"')
    )
    assert '<a href="/today/" aria-current="page">Today</a>' in html


@pytest.mark.parametrize(
    ("theme", "said"), [("dark", ' data-theme="dark"'), ("light", ' data-theme="light"'), ("", "")]
)
def test_the_page_follows_the_reader_s_choice_of_light_or_dark(theme: str, said: str) -> None:
    opening = re.search(r"<html[^>]*>", page(theme=theme))
    assert opening is not None
    assert ("data-theme" in opening[0]) is bool(said)
    assert said in opening[0]


def test_htmx_may_neither_evaluate_nor_keep_pages() -> None:
    found = re.search(r"<meta name=\"htmx-config\" content='([^']+)'>", page())
    assert found is not None
    config = json.loads(found[1])
    assert config["allowEval"] is False
    assert config["includeIndicatorStyles"] is False
    assert config["historyCacheSize"] == 0


def test_htmx_sends_the_token_that_forms_send() -> None:
    request = RequestFactory().get("/")
    found = re.search(r"hx-headers='([^']+)'", render_to_string("core/base.html", {}, request))
    assert found is not None
    assert len(json.loads(found[1])["X-CSRFToken"]) >= 32


def test_what_happened_is_said_with_its_undo() -> None:
    done = Message(constants.SUCCESS, "Kept <b>it</b>.", extra_tags="undo=/acts/1/undo/")
    html = page(messages=[done, Message(constants.ERROR, "No.")])
    region = html[html.index('id="toasts"') : html.index("<template")]
    assert 'role="status"' in region
    assert "Kept &lt;b&gt;it&lt;/b&gt;." in region
    assert region.count("<form") == 1
    assert 'method="post" action="/acts/1/undo/"' in region
    assert region.count("toast--error") == 1


def test_an_htmx_answer_adds_its_messages_to_the_page() -> None:
    html = render_to_string("core/_toasts.html", {"oob": True, "messages": [Message(constants.SUCCESS, "Done.")]})
    assert 'hx-swap-oob="beforeend"' in html
    assert "<template" not in html
    assert "Done." in html


def test_the_shell_leads_the_signed_in_user_to_the_settings() -> None:
    html = page(user=User(name="Ben Brandt"))
    assert "Ben Brandt: your settings" in html
    assert ">BB<" in html


def test_a_page_for_someone_without_account_has_no_navigation() -> None:
    html = page("core/plain.html")
    assert "<nav" not in html
    assert "hx-headers" not in html


def test_the_page_for_life_without_signal_names_nobody() -> None:
    html = page("core/offline.html", user=User(name="Ben Brandt"))
    assert "No signal" in html
    assert "Ben" not in html


def test_the_manifest_names_icons_that_exist() -> None:
    manifest = json.loads(render_to_string("core/manifest.webmanifest"))
    paths = [icon["src"].removeprefix("/static/") for icon in manifest["icons"]]
    assert [path for path in paths if not finders.find(path)] == []
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
    assert any(icon.get("purpose") == "maskable" for icon in manifest["icons"])


def test_the_service_worker_keeps_pages_only_where_the_house_says_so() -> None:
    source = (CORE / "static" / "core" / "js" / "sw.js").read_text()
    lasting = re.search(r"const LASTING = /(.+)/;", source)
    assert lasting is not None
    kept = re.compile(lasting[1].replace(r"\/", "/"))
    assert kept.match("/assets/cookout-1.css")
    assert kept.match("/static/core/fonts/figtree.woff2")
    assert not any(kept.match(path) for path in ("/", "/people/1/", "/media/1.jpg", "/api/v1/people", "/static/x.js"))
    assert source.count("cache.put(") == 2
    assert source.count("pages.put(") == 1
    assert 'if (page.ok && page.headers.has("Cookout-Keeps")) {' in source
