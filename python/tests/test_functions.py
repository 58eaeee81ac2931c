"""`extract`, `extract_many`, `Extractor`, `schema`."""

from __future__ import annotations

import concurrent.futures
import datetime
import json
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import TEXTS, documents, run

import gisa


def spans(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Everything in the record that has a place in the text."""
    for value in record.values():
        for item in value if isinstance(value, list) else []:
            if isinstance(item, dict):
                if "start" in item:
                    yield item
                yield from spans(item)


def test_offsets_are_indexes_of_the_string() -> None:
    for text in TEXTS:
        record = gisa.extract("😀 " + text)
        found = list(spans(record))
        assert len(found) >= 4
        for item in found:
            if "text" in item:
                assert record["text"][item["start"] : item["end"]] == item["text"]


@pytest.mark.parametrize(
    "published", ["2025-01-13", "20250113", datetime.date(2025, 1, 13), datetime.datetime(2025, 1, 13, 9, 30)]
)
def test_relative_dates_count_from_what_is_given(published: str | datetime.date) -> None:
    record = gisa.extract("새벽전자는 어제 공장을 열었다고 밝혔다.", published=published)
    assert [date["value"] for date in record["dates"]] == ["2025-01-12"]
    assert record["published_from"] == "metadata"


def test_a_point_in_time_is_told_in_korean_time() -> None:
    evening = datetime.datetime(2025, 1, 12, 20, tzinfo=datetime.timezone.utc)
    for record in (
        gisa.extract("행사는 오늘 열린다.", published=evening),
        gisa.extract({"text": "행사는 오늘 열린다.", "date": evening}),
    ):
        assert record["published"] == "2025-01-13T05:00:00+09:00"
        assert [date["value"] for date in record["dates"]] == ["2025-01-13"]


def test_metadata_reaches_the_record() -> None:
    given = {"title": "제목이다", "subtitle": "부제", "publisher": "한빛일보", "section": "경제"}
    record = gisa.extract(TEXTS[0], url="https://example.com/1", id="a-1", **given)
    assert {name: record[name] for name in given} == given
    assert (record["source"]["url"], record["source"]["id"]) == ("https://example.com/1", "a-1")


def test_bytes_of_any_charset_and_pages() -> None:
    expected = gisa.extract(TEXTS[1])
    for charset in ("utf-8", "cp949", "utf-16"):
        record = gisa.extract(TEXTS[1].encode(charset))
        assert (record["text"], record["id"]) == (expected["text"], expected["id"])
    page = f"<html><head><title>제목</title></head><body><article><p>{TEXTS[0]}</p></article></body></html>"
    assert "<p>" not in gisa.extract(page, html=True)["text"]
    assert "착공식을 열었다" in gisa.extract(page.encode())["text"]


def test_a_document_that_cannot_be_read_is_an_exception_that_says_why() -> None:
    with pytest.raises(gisa.Reject, match="the document is empty") as caught:
        gisa.extract(" \n ")
    assert (caught.value.stage, caught.value.code) == ("decode", "decode.empty")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.code, again.source, str(again)) == (caught.value.code, caught.value.source, str(caught.value))
    with pytest.raises(gisa.Reject) as caught:
        gisa.Extractor(max_document_bytes=10).extract(TEXTS[0])
    assert caught.value.code == "read.size"


@pytest.mark.parametrize(
    ("call", "kind", "says"),
    [
        (lambda: gisa.extract(3), TypeError, "str, bytes or a mapping"),
        (lambda: gisa.extract("글이다.", published="어제"), ValueError, "give one as 2025-01-13"),
        (lambda: gisa.extract({"text": "글이다."}, title="제목"), TypeError, "title: where the document is a mapping"),
        (lambda: gisa.Extractor(["nowhere.tsv"]), FileNotFoundError, "nowhere.tsv"),
        (lambda: gisa.Extractor("nowhere.tsv"), TypeError, "list of files"),
        (lambda: next(gisa.extract_many(["글이다."], jobs=-1)), ValueError, "number of threads"),
    ],
)
def test_wrong_calls_say_what_to_do(call: Any, kind: type[Exception], says: str) -> None:
    with pytest.raises(kind, match=says):
        call()


def test_a_word_list_of_ones_own(tmp_path: Path) -> None:
    words = tmp_path / "organizations.tsv"
    words.write_text("name\taliases\tkind\n너울마루\t\tcompany\n", encoding="utf-8")
    text = "너울마루는 5일 새 제품을 내놓았다고 밝혔다."
    extractor = pickle.loads(pickle.dumps(gisa.Extractor([words])))
    assert [(o["name"], o["kind"]) for o in extractor.extract(text)["organizations"]] == [("너울마루", "company")]
    words.write_text("name\tcolour\n너울마루\tred\n", encoding="utf-8")
    with pytest.raises(ValueError, match="organizations.tsv:1"):
        gisa.Extractor([words])


@pytest.mark.parametrize("jobs", [1, 3])
def test_many_documents_keep_their_order_and_a_bad_one_its_place(jobs: int, command: Path) -> None:
    given = documents(60)
    made = list(gisa.extract_many(given, jobs=jobs))
    assert [answer["source"]["id"] for answer in made] == [document["id"] for document in given]
    assert [n for n, answer in enumerate(made) if "code" in answer] == list(range(9, 60, 10))
    piped = run(command, "pipe", lines=given).splitlines()
    assert made == [json.loads(line) for line in piped]


def test_what_is_no_document_is_a_reject_and_no_exception() -> None:
    nan = float("nan")
    given: list[Any] = ["글이다.", None, nan, 3, "\ud800", {"text": nan}, {"text": "글이다.", "title": nan}, {}, b"\xff\xfd\xfa\xc0" * 9]
    codes = [answer.get("code") for answer in gisa.extract_many(given)]
    assert codes == [
        None, "read.type", "read.type", "read.type", "decode.charset", "read.no-text", None, "read.no-text", "decode.charset"
    ]  # fmt: skip


def test_documents_are_taken_as_they_are_needed() -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield TEXTS[taken % 3]

    records = gisa.extract_many(endless(), jobs=2)
    for _ in range(20):
        next(records)
    assert taken <= 20 + 3 * 2
    records.close()  # type: ignore[attr-defined]

    def broken() -> Iterator[str]:
        yield TEXTS[0]
        raise RuntimeError("the source broke off")

    with pytest.raises(RuntimeError, match="broke off"):
        list(gisa.extract_many(broken(), jobs=2))


def test_one_extractor_in_many_threads() -> None:
    extractor = gisa.Extractor()
    texts = [f"{text} {n}" for n in range(30) for text in TEXTS]
    alone = [extractor.extract(text) for text in texts]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert list(pool.map(extractor.extract, texts)) == alone


def test_the_interpreter_is_not_held() -> None:
    long = "\n\n".join(TEXTS * 400)
    ticks, done = 0, threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not done.is_set():
            ticks += 1
            time.sleep(0.001)

    clock = threading.Thread(target=tick)
    began = time.monotonic()
    clock.start()
    gisa.extract(long)
    took = time.monotonic() - began
    done.set()
    clock.join()
    # Held, the interpreter would have ticked a few times before and after.
    assert ticks > took / 0.001 * 0.1, f"{ticks} ticks in {took:.2f} s"


def test_the_schema_is_the_commands(command: Path) -> None:
    printed = subprocess.run([command, "schema"], stdout=subprocess.PIPE, check=True).stdout
    assert gisa.schema() == json.loads(printed)
    assert set(gisa.extract(TEXTS[0])) == set(gisa.schema()["properties"])


def test_the_documentation_is_there_and_its_example_holds() -> None:
    import doctest

    assert doctest.testmod(gisa).failed == 0
    for name in gisa.__all__:
        assert getattr(gisa, name).__doc__, name


def test_neither_pyarrow_nor_pyspark_is_needed_for_texts() -> None:
    program = (
        "import sys; sys.modules['pyarrow'] = None; sys.modules['pyspark'] = None\n"
        "import gisa; print(len(gisa.extract('한빛시는 300억원을 들인다.')['amounts']))"
    )
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=True)
    assert done.stdout.split() == [b"1"]
