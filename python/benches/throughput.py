"""One thread of the command beside one thread of the package, on the same texts in one run.

    python benches/throughput.py --gisa ../target/release/gisa CORPUS.jsonl

Every round runs each way once, so that what else the machine does falls on all of them; the medians are compared. The command
starts, reads JSON and writes JSON; `extract_batches` reads Arrow in memory and gives Arrow.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
from corpus import articles, weight

import gisa


def seconds(work: Callable[[], object], who: int) -> tuple[float, float]:
    """Wall clock and processor time."""
    before, began = resource.getrusage(who), time.perf_counter()
    work()
    wall, after = time.perf_counter() - began, resource.getrusage(who)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("--gisa", type=Path, required=True, help="the command, built with --release")
    arguments.add_argument("--megabytes", type=float, default=8)
    arguments.add_argument("--rounds", type=int, default=7)
    given = arguments.parse_args()
    taken = articles(given.corpus, given.megabytes)
    table = pa.Table.from_pylist(taken)
    size = weight(taken)
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "articles.jsonl"
        lines.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in taken), encoding="utf-8")
        command = [given.gisa, "extract", "-q", "-j", "1", lines]

        def cli() -> None:
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)

        def batches() -> None:
            assert sum(batch.num_rows for batch in gisa.extract_batches(table, jobs=1)) == len(taken)

        def many() -> None:
            assert sum(1 for _ in gisa.extract_many(taken, jobs=1)) == len(taken)

        ways: dict[str, tuple[Callable[[], None], int]] = {
            "gisa extract -j 1": (cli, resource.RUSAGE_CHILDREN),
            "extract_batches": (batches, resource.RUSAGE_SELF),
            "extract_many": (many, resource.RUSAGE_SELF),
        }
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
        for _ in range(given.rounds):
            for name, (work, who) in ways.items():
                times[name].append(seconds(work, who))
    print(f"{len(taken)} articles, {size:.1f} MB of text, medians of {given.rounds} rounds")
    walls = {name: statistics.median(wall for wall, _ in measured) for name, measured in times.items()}
    processor = {name: statistics.median(used for _, used in measured) for name, measured in times.items()}
    for name in ways:
        faster = walls["gisa extract -j 1"] / walls[name], processor["gisa extract -j 1"] / processor[name]
        print(
            f"{name:20} {size / walls[name]:6.2f} MB/s, {size / processor[name]:6.2f} MB a processor second; "
            f"of the command {faster[0]:.2f} by the clock, {faster[1]:.2f} by processor time"
        )


if __name__ == "__main__":
    main()
