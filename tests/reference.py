"""docs/reference.md: every command and every path of the API, from the program itself. `make docs` writes it."""

import argparse
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parents[1]
TARGET = HOME / "docs" / "reference.md"
HEAD = """# Reference

Written by `make docs` from the program itself.

Exit codes of every command: 0 done, 1 refused with one sentence on the standard error; 2 where the words or a file are
not understood. With `--json` the standard output is JSON only.

## Commands
"""
API = """
## API

All paths begin with `/api/v1` and want the header `Authorization: Bearer TOKEN`; tokens are made in Settings. The whole
description with every field is at `/api/v1/openapi.json`. What you may not see is 404; a refused act is 409 with a
sentence in `detail`.
"""
WITHOUT_VERBS = {"help", "version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color"}


def render() -> str:
    """The whole file."""
    return HEAD + "".join(_commands()) + API + "".join(_paths())


def our_commands() -> list[str]:
    """Names of the commands that are ours, not Django's."""
    from django.core.management import get_commands  # noqa: PLC0415  (only once Django is set up)

    return sorted(name for name, app in get_commands().items() if str(app).startswith("cookout."))


def _commands() -> Iterator[str]:
    from django.core.management import get_commands, load_command_class  # noqa: PLC0415  (Django is set up by now)

    parsers = {
        name: load_command_class(get_commands()[name], name).create_parser("cookout", name) for name in our_commands()
    }
    for name, parser in sorted({**parsers, **on_files()}.items()):
        actions = [action for action in parser._actions if action.dest not in WITHOUT_VERBS | {"skip_checks"}]
        usage = " ".join(["cookout", name, *map(_usage, actions)])
        rows = "".join(f"| `{_name(action)}` | {action.help or ''} |\n" for action in actions)
        table = f"\n| argument | meaning |\n|---|---|\n{rows}" if rows else ""
        yield f"\n### cookout {name}\n\n{parser.description}\n\n    {usage}\n{table}"


def on_files() -> dict[str, argparse.ArgumentParser]:
    """The parsers of what is asked of files alone, and is no command of Django's."""
    from cookout.science.backtest.command import parser as backtest  # noqa: PLC0415  (only where the reference is made)
    from cookout.science.pairing.command import parser as pair  # noqa: PLC0415  (the solvers, only where it is made)

    return {"backtest": backtest(), "pair": pair()}


def _name(action: argparse.Action) -> str:
    return ", ".join(action.option_strings) or str(action.metavar or action.dest)


def _usage(action: argparse.Action) -> str:
    choices = "|".join(map(str, action.choices)) if action.choices and not action.metavar else ""
    value = "" if action.nargs == 0 else choices or str(action.metavar or action.dest.upper())
    many = "…" if action.nargs in ("*", "+") else ""
    words = f"{action.option_strings[-1] if action.option_strings else ''} {value}".strip() + many
    return words if action.required and (action.option_strings or action.nargs != "*") else f"[{words}]"


def _paths() -> Iterator[str]:
    from cookout.site.api import api  # noqa: PLC0415  (Django is set up by now)

    assert api.urls  # nested routers are known only once the addresses are built
    scopes = {
        (f"{prefix}{path}".strip("/"), method): getattr(check, "scope", "any")
        for prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
        for check in operation.auth_callbacks
    }
    grouped: dict[str, list[str]] = defaultdict(list)
    for path, methods in api.get_openapi_schema()["paths"].items():
        short = path.removeprefix("/api/v1")
        for method, told in methods.items():
            scope = scopes.get((short.strip("/"), method.upper()), "")
            grouped[(told.get("tags") or ["other"])[0]].append(_row(method.upper(), short, scope, told))
    for tag, rows in grouped.items():
        yield f"\n### {tag}\n\n| request | scope | what it does |\n|---|---|---|\n" + "".join(rows)


def _row(method: str, path: str, scope: str, told: dict[str, Any]) -> str:
    words = " ".join(str(told.get("description") or told.get("summary") or "").split())
    return f"| `{method} {path}` | {scope} | {words} |\n"


if __name__ == "__main__":
    import tempfile

    import django

    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"COOKOUT_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "cookout.site.settings"}
        django.setup()
        TARGET.write_text(render(), encoding="utf-8")
