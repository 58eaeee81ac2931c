"""`gisa.spark` on a cluster of two executor processes."""

from __future__ import annotations

import datetime
import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, TEXTS, documents, run

import gisa

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("pyspark", reason="pyspark is not installed")

import gisa.spark  # noqa: E402

#: What says where a document came from: the row of a task stands for the line of a file.
PLACE = {"source_path", "source_member", "source_record", "source_format", "source_charset"}


def frame(spark: Any, given: list[dict[str, Any]]) -> Any:
    names = ["id", "date", "publisher", "title", "text"]
    rows = [tuple(document.get(name) for name in names) for document in given]
    return spark.createDataFrame(rows, "key string, day string, publisher string, headline string, body string")


COLUMNS = {"id": "key", "published": "day", "title": "headline", "text": "body"}


def dicts(df: Any) -> dict[str, dict[str, Any]]:
    """The rows by the key of their document; each key once."""
    rows = [row.asDict(recursive=True) for row in df.collect()]
    made = {row["source_id"]: row for row in rows}
    assert len(made) == len(rows)
    return made


def test_rows_are_the_commands_rows(spark: Any, tmp_path: Path, command: Path) -> None:
    given = documents(120)
    out = gisa.spark.extract(frame(spark, given), partitions=5, **COLUMNS)
    assert out.schema == gisa.spark.schema()
    made = dicts(out)
    target = tmp_path / "records.parquet"
    run(command, "extract", "-q", "--format", "jsonl", "--nested", "-o", str(target), "-", "--max-rejects", "100", lines=given)
    want = {row["source_id"]: row for row in pq.read_table(target).to_pylist()}
    assert (len(made), len(want)) == (120, 108)
    for document in given:
        row = made[document["id"]]
        reject = row.pop("reject")
        if document["id"] in want:
            assert reject is None
            assert {k: v for k, v in row.items() if k not in PLACE} == {
                k: v for k, v in want[document["id"]].items() if k not in PLACE | {"article_id"}
            }
        else:
            assert reject["code"] and row["id"] is None and row["dates"] == []


class Killed:
    """A task whose Python process is killed, once, after it has given some of its rows."""

    def __init__(self, task: gisa.spark.Task, marker: str) -> None:
        self.task, self.marker = task, marker

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        for n, batch in enumerate(self.task(batches)):
            yield batch
            if n == 1:
                try:
                    os.close(os.open(self.marker, os.O_CREAT | os.O_EXCL))
                except FileExistsError:
                    continue
                os.kill(os.getpid(), signal.SIGKILL)


def test_a_task_that_is_killed_is_done_again(spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = frame(spark, documents(120)).repartition(3)
    marker, target = tmp_path / "killed", tmp_path / "records"
    task = gisa.spark.Task
    monkeypatch.setattr(gisa.spark, "Task", lambda *given: Killed(task(*given), str(marker)))
    batch = "spark.sql.execution.arrow.maxRecordsPerBatch"
    usual = spark.conf.get(batch)
    spark.conf.set(batch, "10")
    spark.sparkContext.setJobGroup("killed", "a task is killed")
    try:
        gisa.spark.extract(given, **COLUMNS).write.parquet(str(target))
    finally:
        spark.conf.set(batch, usual)
        spark.sparkContext.setLocalProperty("spark.jobGroup.id", None)
    monkeypatch.undo()
    assert marker.exists()
    tracker = spark.sparkContext.statusTracker()
    stages = [tracker.getStageInfo(s) for j in tracker.getJobIdsForGroup("killed") for s in tracker.getJobInfo(j).stageIds]
    assert sum(stage.numFailedTasks for stage in stages if stage) == 1
    written = {row["source_id"]: row for row in pq.read_table(target).to_pylist()}
    assert pq.read_table(target).num_rows == 120
    whole = dicts(gisa.spark.extract(given, **COLUMNS))
    plain = {key: {k: v for k, v in row.items() if k != "source_record"} for key, row in whole.items()}
    assert {key: {k: v for k, v in row.items() if k != "source_record"} for key, row in written.items()} == plain


def test_word_lists_and_kept_columns(spark: Any, tmp_path: Path) -> None:
    words = tmp_path / "organizations.tsv"
    words.write_text("name\taliases\tkind\n너울마루\t\tcompany\n", encoding="utf-8")
    text = "너울마루는 5일 새 제품을 내놓았다고 밝혔다."
    rows = [(n, text.encode("cp949"), datetime.datetime(2025, 1, 12, 20)) for n in range(8)]
    given = spark.createDataFrame(rows, "k int, body binary, at timestamp")
    out = gisa.spark.extract(given, text="body", published="at", keep=["k"], lexicons=[words], partitions=4)
    made = sorted(out.collect(), key=lambda row: row["k"])
    assert [row["k"] for row in made] == list(range(8))
    assert {(row["organizations"][0]["name"], row["organizations"][0]["kind"]) for row in made} == {("너울마루", "company")}
    # Spark's timestamps are points in time, here of a session in UTC.
    assert {row["published"] for row in made} == {"2025-01-13T05:00:00+09:00"}


def test_a_worker_loads_one_extractor(spark: Any, tmp_path: Path) -> None:
    words = tmp_path / "organizations.tsv"
    words.write_text("name\taliases\tkind\n너울마루\t\tcompany\n", encoding="utf-8")

    def loaded(_: Iterator[int]) -> Iterator[tuple[int, int]]:
        yield os.getpid(), id(gisa.spark._extractor((str(words),)))

    seen = spark.sparkContext.parallelize(range(12), 12).mapPartitions(loaded).collect()
    assert len(seen) == 12
    assert len(set(seen)) == len({process for process, _ in seen}) < 12


def test_large_inputs_are_cut_and_wrong_calls_say_what_to_do(spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "corpus.parquet"
    pq.write_table(pa.table({"text": [f"{text} {n}" for n in range(500) for text in TEXTS]}), path, compression="none")
    given = spark.read.parquet(str(path))
    monkeypatch.setattr(gisa.spark, "PARTITION_BYTES", path.stat().st_size // 4)
    assert gisa.spark._partitions(given) in (4, 5)
    assert gisa.spark.extract(given).count() == 1500
    monkeypatch.undo()
    assert gisa.spark._partitions(given) is None
    with pytest.raises(ValueError, match='no column "nope"'):
        gisa.spark.extract(given, text="nope")
    with pytest.raises(ValueError, match="holds articles"):
        gisa.spark.extract(given.withColumnRenamed("text", "x"))


def test_lines_through_the_command(spark: Any, command: Path) -> None:
    given = documents(40)
    lines = spark.sparkContext.parallelize([json.dumps(document) for document in given], 4)
    answers = [json.loads(line) for line in lines.pipe(f"{command} pipe").collect()]
    assert [answer["source"]["id"] for answer in answers] == [document["id"] for document in given]
    assert [n for n, answer in enumerate(answers) if "code" in answer] == [9, 19, 29, 39]


def test_the_example_runs(spark: Any, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    sys.path.insert(0, str(ROOT / "python/examples"))
    try:
        import articles_on_spark as example
    finally:
        sys.path.pop(0)
    given = documents(60)
    pq.write_table(pa.Table.from_pylist(given), tmp_path / "corpus.parquet")
    counts = example.job(spark, str(tmp_path / "corpus.parquet"), str(tmp_path / "records"))
    assert counts == (54, 6)
    found = duckdb.sql(example.QUERY.format(records=tmp_path / "records")).fetchall()
    assert ("2025-01", "새벽전자", 18) in {row[:3] for row in found}
