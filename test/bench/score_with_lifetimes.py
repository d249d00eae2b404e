"""The way from summaries to CLV by lifetimes, on the customers of a file: columns of doubles, the first four x, t_x, T in days, repeat spend in cents.

The last line of stdout is JSON: CPU seconds of each step, the most memory of the process, means by which one sees that both did the same.
"""

import json
import resource
import sys
import time

import numpy as np
from lifetimes import BetaGeoFitter, GammaGammaFitter

WEEK = 7.0
columns = np.fromfile(sys.argv[1]).reshape(7, -1)
x, recency, age = columns[0], columns[1] / WEEK, columns[2] / WEEK
mean_spend = np.divide(columns[3] / 100.0, x, out=np.zeros_like(x), where=x > 0)
steps = []


def step(name, work):
    before = time.process_time()
    value = work()
    steps.append({"step": name, "compared": True, "cpuSeconds": time.process_time() - before})
    return value


purchases = step("fit (BG/NBD)", lambda: BetaGeoFitter().fit(x, recency, age))
spenders = (x > 0) & (mean_spend > 0)
spend = step("fit (Gamma-Gamma)", lambda: GammaGammaFitter().fit(x[spenders], mean_spend[spenders]))
alive = step("P(alive)", lambda: purchases.conditional_probability_alive(x, recency, age))
expected = step(
    "expected purchases in 90 days",
    lambda: purchases.conditional_expected_number_of_purchases_up_to_time(90.0 / WEEK, x, recency, age),
)


def value():
    import pandas as pd

    series = [pd.Series(column) for column in (x, recency, age, mean_spend)]
    return spend.customer_lifetime_value(purchases, *series, time=12, discount_rate=0.01, freq="W")


clv = step("CLV of 12 months", value)
print(
    json.dumps(
        {
            "steps": steps,
            "peakMegabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            "means": {"pAlive": float(np.mean(alive)), "expected90": float(np.mean(expected)), "clv": float(np.mean(clv))},
        }
    )
)
