"""One Spark executor of one core beside two, and what a row costs beside its extraction.

    python benches/on_spark.py CORPUS.jsonl

Each cluster is warmed up first: its workers have loaded their extractors. `mapInArrow` alone is the same job with a task that hands
every batch back as it is; the extraction alone is `extract_batches` in this process, on one thread.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pyspark
from corpus import articles, weight
from pyspark.sql import DataFrame, SparkSession

import gisa
import gisa.spark

PARTITIONS = 8


def session(executors: int) -> SparkSession:
    made = (
        SparkSession.builder.master(f"local-cluster[{executors},1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.executor.memory", "768m")
        .config("spark.executorEnv.PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
        .getOrCreate()
    )
    made.sparkContext.setLogLevel("ERROR")
    return made


def same(batches: Iterable[Any]) -> Iterator[Any]:
    yield from batches


def run(df: DataFrame) -> float:
    """Seconds to make every row and drop it."""
    began = time.perf_counter()
    df.write.format("noop").mode("overwrite").save()
    return time.perf_counter() - began


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("--megabytes", type=float, default=20)
    arguments.add_argument("--rounds", type=int, default=2)
    given = arguments.parse_args()
    os.environ["SPARK_HOME"] = os.path.dirname(pyspark.__file__)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    taken = articles(given.corpus, given.megabytes)
    size, rows = weight(taken), len(taken)
    best: dict[Any, float] = {}

    def note(name: Any, took: float) -> None:
        best[name] = min(took, best.get(name, took))

    with tempfile.TemporaryDirectory() as folder:
        for n in range(PARTITIONS):
            pq.write_table(pa.Table.from_pylist(taken[n::PARTITIONS]), f"{folder}/{n}.parquet")
        for _ in range(given.rounds):
            for executors in (1, 2):
                spark = session(executors)
                # A file is a partition, and none is put together with another.
                spark.conf.set("spark.sql.files.openCostInBytes", str(128 << 20))
                corpus = spark.read.parquet(folder)
                assert corpus.rdd.getNumPartitions() == PARTITIONS
                run(gisa.spark.extract(corpus.limit(200), partitions=2 * executors))
                note(executors, run(gisa.spark.extract(corpus)))
                note(("same", executors), run(corpus.mapInArrow(same, corpus.schema)))
                spark.stop()
            began = time.perf_counter()
            table = pa.Table.from_pylist(taken)
            assert sum(batch.num_rows for batch in gisa.extract_batches(table, jobs=1)) == rows
            note("alone", time.perf_counter() - began)
    print(f"{rows} articles, {size:.1f} MB of text, {PARTITIONS} partitions, best of {given.rounds}")
    for executors in (1, 2):
        print(f"{executors} executor(s) of a core: {best[executors]:6.2f} s, {size / best[executors]:5.2f} MB/s")
    print(f"two executors are {best[1] / best[2]:.2f} times as fast as one")
    print(f"extract_batches in one process: {best['alone']:.2f} s, {size / best['alone']:.2f} MB/s")
    print(f"a row costs {1e6 * best['alone'] / rows:.0f} µs to extract, and {1e6 * (best[1] - best['alone']) / rows:.0f} µs more on Spark")
    print(f"mapInArrow alone: {1e6 * best['same', 1] / rows:.0f} µs a row")


if __name__ == "__main__":
    main()
