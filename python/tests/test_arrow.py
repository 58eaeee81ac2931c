"""`extract_batches` and `arrow_schema`: Arrow in, Arrow out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import TEXTS, documents, run

import gisa

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
pq = pytest.importorskip("pyarrow.parquet")

#: What says where a document came from: the number of the row stands for the line of a file.
PLACE = {"source_path", "source_member", "source_format", "source_charset"}


def table(given: list[dict[str, Any]]) -> Any:
    names = ["id", "date", "publisher", "title", "text"]
    return pa.table({name: [document.get(name) for document in given] for name in names})


@pytest.mark.parametrize("jobs", [1, 3])
def test_rows_are_the_commands_rows(tmp_path: Path, command: Path, jobs: int) -> None:
    given = documents(80)
    out = gisa.extract_batches(pa.Table.from_batches(table(given).to_batches(max_chunksize=7)), jobs=jobs).read_all()
    out.validate(full=True)
    assert out.schema == gisa.arrow_schema()
    target = tmp_path / "records.parquet"
    run(command, "extract", "-q", "--format", "jsonl", "--nested", "-o", str(target), "-", "--max-rejects", "100", lines=given)
    want = {row["article_id"]: row for row in pq.read_table(target).to_pylist()}
    assert out.num_rows == len(given) and len(want) == 72
    for n, row in enumerate(out.to_pylist()):
        assert row["source_record"] == n and row["source_id"] == f"a-{n}"
        if n in want:
            assert row.pop("reject") is None
            assert {k: v for k, v in row.items() if k not in PLACE} == {
                k: v for k, v in want[n].items() if k not in PLACE | {"article_id"}
            }
        else:
            reject = row.pop("reject")
            assert reject["stage"] in ("read", "decode", "clean") and reject["code"] and reject["message"]
            assert row["id"] is None and row["text"] is None and row["organizations"] == []


def test_columns_may_be_named_and_kept() -> None:
    given = pa.table({"body": TEXTS, "text": ["x", "y", "z"], "day": [datetime.date(2025, 1, 13)] * 3, "k": [1, None, 3]})
    out = gisa.extract_batches(given, text="body", published="day", keep=["k", "day"]).read_all()
    assert out.column_names[:3] == ["k", "day", "id"]
    assert out["k"].to_pylist() == [1, None, 3]
    assert [text.split()[0] for text in out["text"].to_pylist()] == [text.split()[0] for text in TEXTS]
    assert out["published"].to_pylist() == ["2025-01-13"] * 3


@pytest.mark.parametrize(
    ("column", "want"),
    [
        (lambda: pa.array([TEXTS[0]], pa.large_string()), None),
        (lambda: pa.array([TEXTS[0]], pa.string_view()), None),
        (lambda: pa.array([TEXTS[0]]).dictionary_encode(), None),
        (lambda: pa.array([TEXTS[0].encode("cp949")]), "euc-kr"),
        (lambda: pa.array([TEXTS[0].encode()], pa.large_binary()), "utf-8"),
        (lambda: pa.array([TEXTS[0].split("\n\n")]), None),
        (lambda: pa.chunked_array([[], [TEXTS[0]], []], pa.string()).slice(0, 1), None),
    ],
)
def test_texts_of_any_type(column: Any, want: str | None) -> None:
    (row,) = gisa.extract_batches(pa.table({"text": column()})).read_all().to_pylist()
    assert (row["reject"], row["source_charset"]) == (None, want)
    assert row["text"] == gisa.extract(TEXTS[0])["text"]


@pytest.mark.parametrize(
    ("kind", "value", "want"),
    [
        (pa.date32(), datetime.date(2025, 1, 13), "2025-01-13"),
        (pa.date64(), datetime.date(1969, 12, 31), "1969-12-31"),
        (pa.timestamp("s"), datetime.datetime(2025, 1, 13, 9, 30), "2025-01-13T09:30:00"),
        (pa.timestamp("ms", "UTC"), datetime.datetime(2025, 1, 12, 20), "2025-01-13T05:00:00+09:00"),
        (pa.timestamp("us", "Asia/Seoul"), datetime.datetime(2025, 1, 12, 20), "2025-01-13T05:00:00+09:00"),
        (pa.timestamp("ns"), datetime.datetime(1969, 12, 31, 23, 59, 59), "1969-12-31T23:59:59"),
        (pa.int64(), 20250113, "2025-01-13"),
        (pa.string(), "2025.01.13. 오전 9:30", "2025-01-13T09:30"),
        (pa.string(), "모름", None),
        (pa.date32(), None, None),
    ],
)
def test_days_and_times_of_any_type(kind: Any, value: Any, want: str | None) -> None:
    given = pa.table({"text": ["새벽전자는 공장을 열었다."], "published": pa.array([value], kind)})
    (row,) = gisa.extract_batches(given).read_all().to_pylist()
    assert (row["reject"], row["published"]) == (None, want)


def test_a_bad_row_is_a_row() -> None:
    bad = [None, b"", b"\x00\x01\x02" * 30, b"\xff\xfd\xfa\xc0" * 9, TEXTS[0].encode()]
    rows = gisa.extract_batches(pa.table({"text": pa.array(bad, pa.binary())})).read_all().to_pylist()
    codes = [row["reject"] and row["reject"]["code"] for row in rows]
    assert codes == ["read.no-text", "read.no-text", "decode.binary", "decode.charset", None]
    small = gisa.Extractor(max_document_bytes=20)
    (row,) = small.extract_batches(pa.table({"text": [TEXTS[0]]})).read_all().to_pylist()
    assert row["reject"]["code"] == "read.size"


def test_a_stream_is_read_as_it_is_needed_and_in_bounded_batches() -> None:
    schema = pa.schema({"text": pa.string()})
    taken = 0

    def endless() -> Iterator[Any]:
        nonlocal taken
        while True:
            taken += 1
            yield pa.record_batch({"text": TEXTS * 20}, schema)

    out = gisa.extract_batches(pa.RecordBatchReader.from_batches(schema, endless()), jobs=1)
    assert taken == 0
    assert [out.read_next_batch().num_rows for _ in range(3)] == [60] * 3
    assert taken <= 4
    large = pa.table({"text": ["\n\n".join(TEXTS * 200)] * 40}).combine_chunks()
    sizes = [batch.num_rows for batch in gisa.extract_batches(large, jobs=1)]
    assert sum(sizes) == 40 and max(sizes) <= 16


def test_an_input_that_breaks_off_says_so() -> None:
    schema = pa.schema({"text": pa.string()})

    def broken() -> Iterator[Any]:
        yield pa.record_batch({"text": TEXTS}, schema)
        raise RuntimeError("the source broke off")

    out = gisa.extract_batches(pa.RecordBatchReader.from_batches(schema, broken()))
    assert out.read_next_batch().num_rows == 3
    with pytest.raises(Exception, match="the source broke off"):
        out.read_next_batch()


def test_no_rows_are_a_table_too() -> None:
    out = gisa.extract_batches(pa.table({"text": pa.array([], pa.string())})).read_all()
    assert out.num_rows == 0 and out.schema == gisa.arrow_schema()


@pytest.mark.parametrize(
    ("given", "options", "kind", "says"),
    [
        ({"text": [1.5]}, {}, ValueError, "cast it to a string"),
        ({"k": [1]}, {}, ValueError, 'name it: text="…"'),
        ({"text": ["x"]}, {"text": "body"}, ValueError, 'no column "body" among \\(text\\)'),
        ({"text": ["x"]}, {"txt": "text"}, TypeError, "what one can hold"),
        ({"text": ["x"]}, {"keep": ["k"]}, ValueError, 'no column "k"'),
        ({"text": ["x"]}, {"keep": "text"}, TypeError, 'keep=\\["text"\\]'),
        ({"text": ["x"]}, {"keep": ["text"]}, ValueError, "rename yours"),
    ],
)
def test_wrong_calls_say_what_to_do(given: dict[str, Any], options: dict[str, Any], kind: type[Exception], says: str) -> None:
    with pytest.raises(kind, match=says):
        gisa.extract_batches(pa.table(given), **options)


def test_what_gives_no_stream_says_so() -> None:
    with pytest.raises(TypeError, match="list gives no Arrow stream"):
        gisa.extract_batches(["글이다."])  # type: ignore[arg-type]


def test_pandas_polars_and_duckdb() -> None:
    given = {"text": TEXTS, "published": ["2025-01-13"] * 3}
    want = [300 * 10**8, 32 * 10**11]
    pd = pytest.importorskip("pandas")
    out = gisa.extract_batches(pd.DataFrame(given)).read_pandas()
    assert [row[0]["value"] for row in out["amounts"][:2]] == want and list(out["amounts"][2]) == []
    pl = pytest.importorskip("polars")
    frame = pl.from_arrow(gisa.extract_batches(pl.DataFrame(given)))
    assert frame["amounts"].list.first().struct.field("value").to_list()[:2] == want
    duckdb = pytest.importorskip("duckdb")
    source, target = duckdb.connect(), duckdb.connect()
    source.register("given", pa.table(given))
    records = gisa.extract_batches(source.sql("SELECT * FROM given"))
    target.register("records", records)
    query = "SELECT m.value, m.text = substr(text, m.span_start + 1, m.span_end - m.span_start) " \
        "FROM (SELECT text, unnest(amounts) AS m FROM records) WHERE m.value >= 30000000000"
    found = target.sql(query).fetchall()
    assert [value for value, _ in found][:2] == want and all(same for _, same in found)
