"""The counts of a table on an engine: one SQL text for DuckDB and Spark, and the same whole numbers from both.

Rows are added up by member and year into packed words (`packing`) by the engine, run after run of members, so that the
memory needed does not grow with the table; what follows (`gathering`) is shared with `counted`.
"""

from collections.abc import Mapping

import numpy as np

from cookout.science.errors import ScienceError
from cookout.science.study.counts import Counts
from cookout.science.study.engines.duck import Engine, whole
from cookout.science.study.engines.gathering import Gathering
from cookout.science.study.engines.loading import chapters_of
from cookout.science.study.engines.packing import MONTHS_A_YEAR, Ints, Packing
from cookout.science.study.results import OUTCOMES, Facts


def count(engine: Engine, outcome: str) -> Counts:
    """The whole numbers behind averages, correlations and the line, of the engine's table `months`.

    Rows without the outcome are left out. Exact; equal to `counted.counts_of` of the same rows. Cost: the rows are read
    once for the joint table and once for every `engine.members_at_once` members (only theirs, where they stand close).
    Raises ScienceError where the table does not tell this outcome or has two rows for one member and month.
    """
    _check(outcome)
    joint = _joint(engine, outcome)
    if not joint and outcome not in told(engine):
        raise ScienceError(f"The table does not tell how many referrals were {outcome}.")
    most_x, most_y = (max((pair[at] for pair in joint), default=0) for at in (0, 1))
    packing = Packing.up_to(most_x, most_y)
    members, first, last = _span(engine)
    gathering = Gathering(packing, homes(engine, members), max(most_x, most_y))
    years = (last - first) // MONTHS_A_YEAR + 1
    for start in range(0, members, engine.members_at_once):
        stop = min(start + engine.members_at_once, members)
        gathering.add(start, _packed(engine, outcome, packing, (start, stop), (last, years)))
    return gathering.counts(outcome, joint)


def facts(engine: Engine) -> Facts:
    """What the table `months` holds, and how many months are missing between a member's first and last."""
    spans = (
        "SELECT min(month) AS a, max(month) AS b, count(*) AS n, nullif(min(chapter), '') AS home "
        "FROM months GROUP BY member"
    )
    found = engine.rows(
        "SELECT count(*), min(month), max(month), sum(CAST(x AS BIGINT)), sum(CAST(given AS BIGINT)), "
        "sum(CAST(received AS BIGINT)), count(given), count(received) FROM months",
        doing="Looking over the table",
    )[0]
    rows, first, last, one_to_ones, given, received, has_given, has_received = whole(found)
    members, missing, chapters = whole(
        engine.rows(f"SELECT count(*), sum(b - a + 1 - n), count(DISTINCT home) FROM ({spans}) AS spans")[0]
    )
    return Facts(
        rows=rows,
        members=members,
        chapters=chapters,
        first=first,
        last=last,
        missing=missing,
        one_to_ones=one_to_ones,
        given=given if has_given else None,
        received=received if has_received else None,
    )


def told(engine: Engine) -> tuple[str, ...]:
    """The outcomes that the table tells of at least one member-month, in the order they are reported."""
    counted = ", ".join(f"count({name})" for name in OUTCOMES)
    many = whole(engine.rows(f"SELECT {counted} FROM months")[0])
    return tuple(name for name, rows in zip(OUTCOMES, many, strict=True) if rows)


def homes(engine: Engine, members: int) -> Ints | None:
    """The chapter of each member as 0 ... C-1 in the order of their names, or None where not everybody's is told."""
    found = chapters_of(engine, members)
    return found.astype(np.int64) if members and found.min() >= 0 else None


def _joint(engine: Engine, outcome: str) -> Mapping[tuple[int, int], int]:
    sql = f"SELECT x, {outcome}, count(*) FROM months WHERE {outcome} IS NOT NULL GROUP BY x, {outcome}"
    return {(x, y): many for x, y, many in map(whole, engine.rows(sql, doing="Counting months"))}


def _span(engine: Engine) -> tuple[int, int, int]:
    """Members, first and last month."""
    last_member, first, last, rows = whole(
        engine.rows("SELECT max(member), min(month), max(month), count(*) FROM months")[0]
    )
    return (last_member + 1 if rows else 0), first, last


def _packed(engine: Engine, outcome: str, packing: Packing, run: tuple[int, int], span: tuple[int, int]) -> list[Ints]:
    """The words of a run of members by years, the last year last."""
    (start, stop), (last, years) = run, span
    months = (
        f"SELECT member, {last} - month AS back, CAST(x AS BIGINT) AS x, CAST({outcome} AS BIGINT) AS y FROM months "
        f"WHERE {outcome} IS NOT NULL AND member >= {start} AND member < {stop}"
    )
    words = ", ".join(f"{word} AS w{at}" for at, word in enumerate(packing.sql()))
    sql = (
        f"SELECT CAST(member AS BIGINT) AS member, CAST(back AS BIGINT) AS back, {words} FROM "
        f"(SELECT member, back - back % {MONTHS_A_YEAR} AS back, x, y FROM ({months}) AS rows_) AS years "
        "GROUP BY member, back"
    )
    found = [np.zeros((stop - start, years), dtype=np.int64) for _ in range(packing.words)]
    for piece in engine.stream(sql, doing="Adding up members"):
        member, year = piece["member"] - start, years - 1 - piece["back"] // MONTHS_A_YEAR
        for at, word in enumerate(found):
            word[member, year] = piece[f"w{at}"]
    return found


def _check(outcome: str) -> None:
    if outcome not in OUTCOMES:
        raise ScienceError(f"There is no outcome called “{outcome}”; there are {' and '.join(OUTCOMES)}.")
