"""What a typed program sees of the package: mypy --strict reads this, nothing runs it."""

import datetime
from collections.abc import Iterator
from typing import Any

from typing_extensions import assert_type

import gisa
import gisa.spark


def functions(text: str, page: bytes) -> None:
    assert_type(gisa.extract(text, published=datetime.date(2025, 1, 13)), dict[str, Any])
    gisa.extract(page, html=True, charset="euc-kr", url="https://example.com/1")
    gisa.extract({"title": "제목", "text": text})
    assert_type(gisa.extract_many([text, page, {"text": text}], jobs=2), Iterator[dict[str, Any]])
    assert_type(gisa.schema(), dict[str, Any])
    gisa.extract(3)  # type: ignore[arg-type]
    gisa.extract(text, publisher=3)  # type: ignore[arg-type]
    gisa.extract(text, publishd="2025-01-13")  # type: ignore[call-arg]
    try:
        assert_type(gisa.Extractor(["organizations.tsv"], max_document_bytes=1 << 20).extract(text), dict[str, Any])
    except gisa.Reject as reject:
        assert_type((reject.stage, reject.code, reject.message), tuple[str, str, str])


class Stream:
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return None


def streams() -> None:
    gisa.extract_batches(Stream(), text="body", keep=["k"], jobs=1)
    gisa.extract_batches([1, 2])  # type: ignore[arg-type]
    gisa.extract_batches(Stream(), text=3)  # type: ignore[arg-type]
    gisa.spark.extract(3)  # type: ignore[arg-type]
