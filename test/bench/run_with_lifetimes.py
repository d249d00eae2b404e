"""What people use instead: from a file of orders to RFM, BG/NBD, Gamma-Gamma and CLV by pandas and lifetimes, into one CSV file.

`run_with_lifetimes.py ORDERS AS_OF OUT`; the last line of stdout is JSON: wall and CPU seconds, the most memory, customers.
"""

import json
import resource
import sys
import time

started = time.perf_counter()

import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter
from lifetimes.utils import summary_data_from_transaction_data

file, as_of, out = sys.argv[1:4]
orders = pd.read_csv(file, usecols=["customer_id", "ordered_at", "total"], dtype={"customer_id": str})
orders["ordered_at"] = pd.to_datetime(orders["ordered_at"], utc=True).dt.tz_localize(None)
end = pd.Timestamp(as_of)
orders = orders[orders["ordered_at"] < end + pd.Timedelta(days=1)]
last_year = orders[orders["ordered_at"] > end - pd.Timedelta(days=365)]
rfm = last_year.groupby("customer_id").agg(last=("ordered_at", "max"), f=("total", "size"), m=("total", "sum"))
for name, column, ascending in (("R", "last", True), ("F", "f", True), ("M", "m", True)):
    rank = rfm[column].rank(method="first", ascending=ascending)
    rfm[name] = pd.qcut(rank, 5, labels=False) + 1
summary = summary_data_from_transaction_data(
    orders, "customer_id", "ordered_at", "total", observation_period_end=end, freq="W"
)
purchases = BetaGeoFitter().fit(summary["frequency"], summary["recency"], summary["T"])
again = summary[(summary["frequency"] > 0) & (summary["monetary_value"] > 0)]
spend = GammaGammaFitter().fit(again["frequency"], again["monetary_value"])
summary["p_alive"] = purchases.conditional_probability_alive(summary["frequency"], summary["recency"], summary["T"])
summary["expected"] = purchases.conditional_expected_number_of_purchases_up_to_time(
    90 / 7, summary["frequency"], summary["recency"], summary["T"]
)
summary["clv"] = spend.customer_lifetime_value(
    purchases, summary["frequency"], summary["recency"], summary["T"], summary["monetary_value"], time=12, freq="W"
)
summary.join(rfm).to_csv(out)
print(
    json.dumps(
        {
            "seconds": time.perf_counter() - started,
            "cpuSeconds": time.process_time(),
            "peakMegabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            "customers": len(summary),
        }
    )
)
