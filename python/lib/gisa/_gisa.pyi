"""The native half of the package. Use what `gisa` exports."""

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any, final

__all__ = ["VERSION", "Extractor", "Fields", "Records", "plan", "schema"]

VERSION: str

@final
class Extractor:
    def __new__(cls, lexicons: Sequence[str | PathLike[str]], max_document_bytes: int) -> Extractor: ...
    def text(self, document: str | bytes, number: int, given: Mapping[str, str | bool | None]) -> tuple[bool, str]: ...
    def object(self, json: str, number: int) -> tuple[bool, str]: ...
    def stream(self, documents: Any, columns: Sequence[tuple[str, str]], keep: Sequence[str], jobs: int) -> Records: ...

@final
class Records:
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

@final
class Fields:
    def __new__(cls) -> Fields: ...
    def __arrow_c_schema__(self) -> object: ...

def schema() -> str: ...
def plan(
    names: Sequence[str], columns: Sequence[tuple[str, str]], keep: Sequence[str]
) -> tuple[list[tuple[str, str]], list[str]]: ...
