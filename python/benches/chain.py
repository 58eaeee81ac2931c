"""The chain that is common in Python (trafilatura, then Kiwi, then a parser of Korean dates) beside gisa: the same pages, one thread
each, in one run.

    pip install trafilatura lxml_html_clean kiwipiepy korean-datetime
    python benches/chain.py CORPUS.jsonl

Every article is made a small page: a head with its metadata, its title, its paragraphs. The chain takes text and metadata out of the
page, finds morphemes with parts of speech, and resolves dates against the day of publication; it yields neither names nor
amounts nor figures nor who holds which position. gisa makes the whole record, page by page or from one Arrow table.
"""

from __future__ import annotations

import argparse
import datetime
import html
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kiwipiepy
import korean_datetime
import pyarrow as pa
import trafilatura
from corpus import articles

import gisa


def page(article: dict[str, Any]) -> str:
    title, text = html.escape(article["title"] or ""), article["text"] or ""
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())
    return (
        f'<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="article:published_time" content="{article["date"] or ""}"></head>'
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


def day(article: dict[str, Any]) -> datetime.datetime:
    try:
        return datetime.datetime.fromisoformat(article["date"])
    except (TypeError, ValueError):
        return datetime.datetime(2025, 1, 1)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpus", type=Path)
    arguments.add_argument("--megabytes", type=float, default=1)
    arguments.add_argument("--rounds", type=int, default=3)
    given = arguments.parse_args()
    taken = articles(given.corpus, given.megabytes)
    pages = [(page(article), day(article)) for article in taken]
    size = sum(len(page.encode()) for page, _ in pages) / 1e6
    kiwi = kiwipiepy.Kiwi(num_workers=1)
    steps = dict.fromkeys(("trafilatura", "kiwipiepy", "korean-datetime"), 0.0)

    def timed(step: str, work: Callable[[], Any]) -> Any:
        began = time.process_time()
        made = work()
        steps[step] += time.process_time() - began
        return made

    def chain() -> None:
        for page, now in pages:
            found = timed("trafilatura", lambda: trafilatura.bare_extraction(page, with_metadata=True))
            text = found.text or "" if found else ""
            timed("kiwipiepy", lambda: kiwi.tokenize(text))
            timed("korean-datetime", lambda: korean_datetime.parse_all(text, now=now))

    def records() -> None:
        for page, now in pages:
            try:
                gisa.extract(page, html=True, published=now)
            except gisa.Reject:
                pass

    table = pa.table({"html": [page for page, _ in pages], "published": [now for _, now in pages]})

    def batches() -> None:
        assert gisa.extract_batches(table, jobs=1).read_all().num_rows == len(pages)

    # What loads lazily is loaded.
    gisa.extract(pages[0][0], html=True)
    trafilatura.bare_extraction(pages[0][0], with_metadata=True)
    kiwi.tokenize("글이다.")
    times: dict[str, list[tuple[float, float]]] = {"chain": [], "extract": [], "extract_batches": []}
    for _ in range(given.rounds):
        for name, work in (("chain", chain), ("extract", records), ("extract_batches", batches)):
            wall, processor = time.perf_counter(), time.process_time()
            work()
            times[name].append((time.perf_counter() - wall, time.process_time() - processor))
    wall = {name: statistics.median(wall for wall, _ in measured) for name, measured in times.items()}
    processor = {name: statistics.median(used for _, used in measured) for name, measured in times.items()}
    print(f"{len(pages)} pages, {size:.2f} MB, medians of {given.rounds} rounds, one thread each")
    for name in times:
        print(
            f"{name:16} {size / wall[name]:6.3f} MB/s, {1000 * wall[name] / len(pages):6.2f} ms a page, "
            f"{1000 * processor[name] / len(pages):6.2f} of the processor; of the chain's speed "
            f"{wall['chain'] / wall[name]:.1f} by the clock, {processor['chain'] / processor[name]:.1f} by processor time"
        )
    for step, used in steps.items():
        print(f"  {step:14} {1000 * used / given.rounds / len(pages):6.2f} ms of the processor a page")


if __name__ == "__main__":
    main()
