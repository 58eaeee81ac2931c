"""Structured records from raw Korean news articles: organizations, officials, money, measures, dates.

>>> import gisa
>>> record = gisa.extract("한빛시는 12일 300억원을 들여 데이터센터를 짓는다고 밝혔다.", published="2025-01-13")
>>> [(amount["text"], amount["value"]) for amount in record["amounts"]]
[('300억원', '30000000000')]
>>> [(date["text"], date["value"]) for date in record["dates"]]
[('12일', '2025-01-12')]

A record is the JSON object that the command `gisa extract` writes, as a `dict`; `schema()` says what is in it. Offsets count code
points, as Python's strings do: `record["text"][mention["start"]:mention["end"]] == mention["text"]`.

What cannot be read ends alone. `extract` raises `Reject` for it; the functions for many documents give a reject in its place: a
`dict` that has the key `code` (a record has not), or a row whose column `reject` is not null.
"""

from __future__ import annotations

import datetime
import json
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Protocol, Union

from gisa import _gisa

if TYPE_CHECKING:
    import pyarrow

__all__ = ["Extractor", "Reject", "arrow_schema", "extract", "extract_batches", "extract_many", "schema"]
__version__: str = _gisa.VERSION

#: A text, its bytes in whatever charset Korean dumps use, or its fields: text or html, title, date, publisher, url …
Document = Union[str, bytes, Mapping[str, Any]]

_KST = datetime.timezone(datetime.timedelta(hours=9))


class ArrowStream(Protocol):
    """What gives record batches through the Arrow C stream interface: a `pyarrow.RecordBatchReader` or `Table`, a data frame of
    Polars or pandas, a relation of DuckDB."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


class Reject(ValueError):
    """A document that cannot be read."""

    #: Where in the pipeline it ended: `read`, `decode`, `clean` or `extract`.
    stage: str
    #: Stable and made for programs: `decode.charset`, `clean.empty` …
    code: str
    #: For a person: what is wrong and what to do about it.
    message: str
    #: Where the document came from, as in a record.
    source: dict[str, Any]

    def __init__(self, reject: Mapping[str, Any]) -> None:
        super().__init__(f"{reject['code']}: {reject['message']}")
        self.stage, self.code = reject["stage"], reject["code"]
        self.message, self.source = reject["message"], reject["source"]

    def __reduce__(self) -> tuple[type[Reject], tuple[dict[str, Any]]]:
        fields = {"stage": self.stage, "code": self.code, "message": self.message, "source": self.source}
        return Reject, (fields,)


class Extractor:
    """Dictionary, word lists and model, loaded once. Any number of threads may use one at the same time: the interpreter is not
    held while it extracts.

    `lexicons` are files with organizations or places of your own (TSV, as the command's `--lexicon` takes them); they are laid
    over the built-in ones, later files win. A document of more than `max_document_bytes` is a reject.

    The module's functions are the methods of an extractor without lexicons.
    """

    def __init__(
        self, lexicons: Iterable[str | os.PathLike[str]] = (), *, max_document_bytes: int = 16 << 20
    ) -> None:
        if isinstance(lexicons, (str, os.PathLike)):
            raise TypeError(f"lexicons: give a list of files: [{os.fspath(lexicons)!r}]")
        self._given = tuple(os.fspath(path) for path in lexicons), max_document_bytes
        self._native = _gisa.Extractor(*self._given)

    def __getstate__(self) -> tuple[tuple[str, ...], int]:
        return self._given

    def __setstate__(self, given: tuple[tuple[str, ...], int]) -> None:
        self._given = given
        self._native = _gisa.Extractor(*given)

    def extract(
        self,
        document: Document,
        *,
        published: str | datetime.date | None = None,
        title: str | None = None,
        subtitle: str | None = None,
        publisher: str | None = None,
        section: str | None = None,
        url: str | None = None,
        id: str | None = None,
        html: bool | None = None,
        charset: str | None = None,
    ) -> dict[str, Any]:
        """The record of one document.

        `document` is a text or a page, as `str` or as `bytes` in whatever charset (`charset` is what its transport declares;
        the bytes win), or a mapping with its fields, by the names that dumps use: text, html, title, date, publisher … .
        `html` says whether it is a page; what is not said is seen.

        What is given wins over what the text says. `published` is what relative dates count from: `2025-01-13`,
        `2025-01-13T09:30+09:00`, a `date` or a `datetime`. `id` and `url` go to the record's `source`.

        Raises `Reject` where the document cannot be read.
        """
        given = {"id": id, "title": title, "subtitle": subtitle, "publisher": publisher, "section": section}
        given |= {"published": _plain(published), "url": url, "charset": charset}
        if isinstance(document, Mapping):
            named = [name for name, value in (*given.items(), ("html", html)) if value is not None]
            if named:
                raise TypeError(f"{', '.join(named)}: where the document is a mapping, this is one of its fields")
        elif not isinstance(document, (str, bytes)):
            raise TypeError(f"a document is str, bytes or a mapping with its fields, not {type(document).__name__}")
        good, answer = self._answer(document, 0, {**given, "html": html})
        if good:
            return _loads(answer)
        raise Reject(_loads(answer))

    def extract_many(self, documents: Iterable[Document], *, jobs: int = 0) -> Iterator[dict[str, Any]]:
        """The records of many documents, one for each and in their order; a reject in the place of one that cannot be read.

        `jobs` is the number of threads; 0 means one for each core. Documents are taken from the iterable as they are needed: at
        most three for each thread are in memory.
        """
        jobs = _threads(jobs)
        if jobs == 1:
            for number, document in enumerate(documents):
                yield _loads(self._answer(document, number)[1])
            return
        awaited: deque[Future[tuple[bool, str]]] = deque()
        with ThreadPoolExecutor(jobs, thread_name_prefix="gisa") as pool:
            for number, document in enumerate(documents):
                awaited.append(pool.submit(self._answer, document, number))
                if len(awaited) > 2 * jobs:
                    yield _loads(awaited.popleft().result()[1])
            while awaited:
                yield _loads(awaited.popleft().result()[1])

    def extract_batches(
        self, documents: ArrowStream, *, keep: Sequence[str] = (), jobs: int = 0, **columns: str
    ) -> pyarrow.RecordBatchReader:
        """The records of an Arrow stream, a row for each row and in their order. Needs pyarrow.

        `columns` says which column holds what: `text="body", published="date"`, and so on for `html`, `id`, `summary`, `title`,
        `subtitle`, `publisher`, `section`, `reporters` and `url`. What is not said is known by the usual names. Strings, binary
        (in whatever charset), dictionaries, lists of lines, integers, days and timestamps are read.

        Out come the columns of `arrow_schema()`, behind those of the input that `keep` names. A document that cannot be read is
        a row too: `reject` says why, `source_record` (the number of the row) where; `id` and `text` are null and the lists empty.

        Nothing is read before it is asked for, and batches are bounded by their bytes: a stream may be longer than the memory.
        `jobs` is the number of threads; 0 means one for each core.
        """
        import pyarrow

        if not hasattr(documents, "__arrow_c_stream__"):
            kind = type(documents).__name__
            raise TypeError(f"{kind} gives no Arrow stream; make a pyarrow.Table, a pyarrow.RecordBatchReader or a data frame of it")
        records = self._native.stream(documents, list(columns.items()), _names("keep", keep), _threads(jobs))
        return pyarrow.RecordBatchReader.from_stream(records)

    def _answer(
        self, document: Document, number: int, given: Mapping[str, str | bool | None] | None = None
    ) -> tuple[bool, str]:
        if isinstance(document, Mapping):
            return self._native.object(json.dumps(_known(document), default=_plain), number)
        return self._native.text(document, number, given or _NOTHING)


#: No metadata at all.
_NOTHING: Mapping[str, None] = dict.fromkeys(
    ("id", "title", "subtitle", "publisher", "section", "published", "url", "charset", "html")
)


def _loads(answer: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(answer)
    return loaded


def _threads(jobs: int) -> int:
    if jobs < 0:
        raise ValueError(f"jobs={jobs}: give the number of threads, or 0 for one for each core")
    return jobs or os.cpu_count() or 1


def _names(what: str, names: Sequence[str]) -> list[str]:
    if isinstance(names, str):
        raise TypeError(f'{what}="{names}": give a list of names: {what}=["{names}"]')
    return list(names)


def _known(document: Mapping[str, Any]) -> dict[str, Any]:
    """The fields without those that hold the mark of a missing value, as rows of data frames do."""
    return {str(name): value for name, value in document.items() if not _is_missing(value)}


def _is_missing(value: object) -> bool:
    if value is None or isinstance(value, (str, bytes, Mapping, list, tuple)):
        return value is None
    try:
        return bool(value != value)
    except (TypeError, ValueError):
        # pandas.NA is neither equal nor unequal; an array is not one value.
        return type(value).__name__ == "NAType"


def _plain(value: Any) -> Any:
    """A value in the terms of JSON. A point in time is told in Korea's time: an article's words (어제, 오는 10일) count from
    the day there."""
    if isinstance(value, datetime.datetime):
        return (value.astimezone(_KST) if value.tzinfo else value).isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    if value is None or isinstance(value, str):
        return value
    return value.tolist() if hasattr(value, "tolist") else str(value)


def schema() -> dict[str, Any]:
    """The JSON Schema of the record."""
    return _loads(_gisa.schema())


def arrow_schema() -> pyarrow.Schema:
    """The Arrow schema of the rows that `extract_batches` gives: the record as one row of the nested Parquet. Needs pyarrow."""
    import pyarrow

    return pyarrow.schema(_gisa.Fields())


_extractor = Extractor()
extract = _extractor.extract
extract_many = _extractor.extract_many
extract_batches = _extractor.extract_batches
