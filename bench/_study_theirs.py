"""One process: the same file and the same answers with pandas and statsmodels."""

import json
import sys
import time
from typing import Any

import numpy as np
import pandas as pd
import statsmodels.api as sm

BANDS = ("0-1", "2", "3-4", "5+")


def main(path: str) -> dict[str, Any]:
    """Bands and slope by least squares with errors clustered by member, and both correlations."""
    began = time.perf_counter()
    columns = ["member", "one_to_ones", "referrals_given", "referrals_received"]
    table = pd.read_parquet(path, columns=columns)
    x = table["one_to_ones"].astype(float)
    band = pd.cut(table["one_to_ones"], [-1, 1, 2, 4, np.inf], labels=BANDS)
    found: dict[str, float] = {}
    for outcome in ("given", "received"):
        y = table[f"referrals_{outcome}"].astype(float)
        means = fitted(y, pd.get_dummies(band, dtype=float), table["member"])
        for name in BANDS:
            found[f"band.{outcome}.{name}"] = means.params[name]
            found[f"band.{outcome}.{name}.se"] = means.bse[name] / surplus(len(y), len(BANDS))
        line = fitted(y, sm.add_constant(x), table["member"])
        found[f"slope.{outcome}"] = line.params["one_to_ones"]
        found[f"slope.{outcome}.se"] = line.bse["one_to_ones"] / surplus(len(y), 2)
        found[f"pearson.{outcome}"] = x.corr(y)
        found[f"spearman.{outcome}"] = x.corr(y, method="spearman")
    return {"seconds": time.perf_counter() - began, "rows": len(table), "numbers": found}


def fitted(y: Any, on: Any, groups: Any) -> Any:
    """Least squares with errors clustered by member."""
    return sm.OLS(y, on).fit(cov_type="cluster", cov_kwds={"groups": groups})


def surplus(rows: int, columns: int) -> float:
    """statsmodels widens by (N-1)/(N-K) beyond G/(G-1), which is ours; taken out before the two are compared."""
    return float(np.sqrt((rows - 1) / (rows - columns)))


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
