"""One process: a Parquet file in; bands, correlations and slope of both outcomes out."""

import json
import sys
import time
from typing import Any

from cookout.science.study.counts import Counts
from cookout.science.study.described.averages import members_ratio
from cookout.science.study.described.bands import bands, months_ratio
from cookout.science.study.described.correlations import pearson, slope, spearman
from cookout.science.study.engines.duck import Duck
from cookout.science.study.engines.taking import take
from cookout.science.study.reading.table import open_table

MONTHS = """SELECT '' AS chapter, CAST(member AS BIGINT) AS member,
CAST(month // 100 * 12 + month % 100 - 1 AS INTEGER) AS month,
one_to_ones AS x, referrals_given AS given, referrals_received AS received FROM raw"""


def main(way: str, path: str) -> dict[str, Any]:
    """`scan` only looks at every cell wanted; `counted` takes the file as it is; `read` lets `open_table` check it."""
    began = time.perf_counter()
    with Duck(memory="256MB") as engine:
        if way == "read":
            open_table([path], engine=engine)
            taken = take(engine)
        else:
            engine.load_parquet([path], "raw")
            engine.view("months", MONTHS)
            if way == "scan":
                engine.rows("SELECT max(member), max(month), sum(x), sum(given), sum(received) FROM months")
                return {"seconds": time.perf_counter() - began}
            taken = take(engine, chapters=False, extra=())
    numbers = {key: value for counts in taken.counts.values() for key, value in answers(counts).items()}
    return {"seconds": time.perf_counter() - began, "rows": taken.facts.rows, "numbers": numbers}


def answers(counts: Counts) -> dict[str, float]:
    """Values and standard errors."""
    found = {}
    for one in (*bands(counts), months_ratio(counts), members_ratio(counts), pearson(counts), spearman(counts)):
        found[one.key] = one.value
        if one.key.startswith("band."):
            found[f"{one.key}.se"] = one.more["se"]
    line = slope(counts)
    return found | {line.key: line.value, f"{line.key}.se": line.more["se"]}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:3])))
