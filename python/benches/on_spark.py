"""One Spark executor of one core beside two, and what a row costs beside its extraction.

    python benches/on_spark.py CORPUS.jsonl

Each cluster is warmed up first: its workers have loaded their extractors, its virtual machine has compiled what is hot. Every job runs over the corpus
and over the corpus twice: the longer run is what the clusters are compared by, the difference is what rows cost. `mapInArrow` alone is the same job with a task that hands every
batch back as it is; the extraction alone is `extract_batches` in this process, on one thread. Beside the clock, which tells little on a
machine that does other things too, the processor time of all processes of the cluster is told (from /proc).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import pyspark
from corpus import articles, weight
from pyspark.sql import DataFrame, SparkSession

import gisa
import gisa.spark

PARTITIONS = 8


class Cost(NamedTuple):
    """Seconds."""

    clock: float
    processor: float

    def less(self, other: Cost) -> Cost:
        return Cost(self.clock - other.clock, self.processor - other.processor)


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


def processor() -> float:
    """The processor time of this process and of all that come from it, in seconds."""
    parents: dict[int, int] = {}
    used: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        if entry.name.isdigit() and len(fields) > 14:
            parents[int(entry.name)], used[int(entry.name)] = int(fields[1]), sum(map(int, fields[11:15]))

    def ours(process: int) -> bool:
        while process not in (0, os.getpid()):
            process = parents.get(process, 0)
        return process != 0

    return sum(ticks for process, ticks in used.items() if ours(process)) / os.sysconf("SC_CLK_TCK")


def run(df: DataFrame) -> Cost:
    """What it costs to make every row and drop it."""
    used, began = processor(), time.perf_counter()
    df.write.format("noop").mode("overwrite").save()
    return Cost(time.perf_counter() - began, processor() - used)


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
    costs: dict[str, list[Cost]] = {}
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
                for name, df in (("extract", gisa.spark.extract(corpus)), ("mapInArrow", corpus.mapInArrow(same, corpus.schema))):
                    # The first run is the virtual machine's, to compile what is hot.
                    run(df.union(df))
                    once, twice = run(df), run(df.union(df))
                    costs.setdefault(f"{name} {executors}", []).append(twice.less(once))
                    costs.setdefault(f"twice {name} {executors}", []).append(twice)
                spark.stop()
            table = pa.Table.from_pylist(taken)
            used, began = time.process_time(), time.perf_counter()
            assert sum(batch.num_rows for batch in gisa.extract_batches(table, jobs=1)) == rows
            costs.setdefault("alone", []).append(Cost(time.perf_counter() - began, time.process_time() - used))
    clock = {name: min(cost.clock for cost in found) for name, found in costs.items()}
    work = {name: min(cost.processor for cost in found) for name, found in costs.items()}
    print(f"{rows} articles, {size:.1f} MB of text, {PARTITIONS} partitions, best of {given.rounds}")
    for executors in (1, 2):
        took, cores = clock[f"twice extract {executors}"], work[f"twice extract {executors}"] / clock[f"twice extract {executors}"]
        print(f"{executors} executor(s) of a core: {took:6.2f} s, {2 * size / took:5.2f} MB/s, on {cores:.1f} cores in truth")
    print(f"two executors are {clock['twice extract 1'] / clock['twice extract 2']:.2f} times as fast as one")
    print(f"extract_batches in one process: {clock['alone']:6.2f} s, {size / clock['alone']:5.2f} MB/s")
    for name in ("alone", "extract 1", "mapInArrow 1"):
        print(f"a row, {name:12} {1e6 * clock[name] / rows:6.0f} µs by the clock, {1e6 * work[name] / rows:6.0f} µs of the processor")


if __name__ == "__main__":
    main()
