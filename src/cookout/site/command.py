"""The `cookout` command: Django's management commands under our name, our own listed first."""

import os
import sys
from importlib import import_module


def main(argv: list[str] | None = None) -> None:
    """Run a command. Science on files starts without Django; the rest need it."""
    # Read when numpy is imported. Our matrices are small: threads that share one mostly wait for each other, and a
    # study of twenty years takes seconds in place of a blink.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    words = list(argv or sys.argv)
    if words[1:2] == ["help"] and words[2:] in (["pair"], ["backtest"]):
        words[1:] = [words[2], "--help"]
    if module := on_files(words[1:]):
        sys.exit(_answered(module, words[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cookout.site.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415  (Django costs a second)

    words[1:2] = [word.replace("-", "_") for word in words[1:2] if not word.startswith("-")] or words[1:2]
    if words[1:] in ([], ["help"], ["--help"], ["-h"]):
        print(overview())
    elif words[1:] in (["version"], ["--version"]):
        from cookout.site.settings import VERSION  # noqa: PLC0415  (reads the settings, so only on request)

        print(VERSION)
    else:
        execute_from_command_line(words)


def _answered(module: str, words: list[str]) -> int:
    """What is asked of files; who stops it while it still starts gets the same word as later."""
    try:
        # numpy and DuckDB or the solvers, half a second that others need not pay
        return int(import_module(module).main(words))
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 2


OUR_BOOKS = ("--mine", "--group", "--region", "--user", "--anew")
"""With one of these, `cookout study` asks the database and not files."""


def on_files(words: list[str]) -> str:
    """The module that answers out of files alone; empty where the words ask the database.

    >>> on_files(["study", "panel.csv"]), on_files(["study", "--mine"]), on_files(["pair", "roster.csv"])
    ('cookout.science.command', '', 'cookout.science.pairing.command')
    >>> on_files(["backtest", "ties", "mail.csv.gz"])
    'cookout.science.backtest.command'
    """
    if words[:1] in (["pair"], ["backtest"]):
        return "cookout.science.pairing.command" if words[0] == "pair" else "cookout.science.backtest.command"
    of_files = words[:1] == ["study"] and not any(word.split("=")[0] in OUR_BOOKS for word in words[1:])
    return "cookout.science.command" if of_files else ""


def overview() -> str:
    """Our commands with a line each; Django's by name at the end."""
    import django  # noqa: PLC0415  (Django costs a second)
    from django.core.management import get_commands, load_command_class  # noqa: PLC0415  (the same second)

    django.setup()
    known = sorted(get_commands().items())
    found = {name: load_command_class(app, name).help for name, app in known if str(app).startswith("cookout.")}
    found["backtest"] = "How well would our scores have foretold what came next, on files? Needs no database."
    found["pair"] = "Who should meet whom, out of a roster in a file: a plan with its proof. Needs no database."
    ours = {name.replace("_", "-"): text for name, text in sorted(found.items())}
    width = max(map(len, ours))
    lines = [f"  {name:<{width}}  {' '.join(str(text).split())}" for name, text in ours.items()]
    others = ", ".join(name for name, _app in known if name not in found)
    return "\n".join(
        ["cookout COMMAND … (“cookout help COMMAND” says more)", "", *lines, "", f"Also Django's: {others}"]
    )


if __name__ == "__main__":
    main()
