"""The extraction on Spark: `gisa.spark.extract(df, text="body", published="date")`.

It is one `mapInArrow`: a row out for each row in, whose column `reject` is null, or says why the row cannot be read. Every Python
worker loads one extractor and keeps it. Install the package where the workers run (a virtual environment packed with `venv-pack`,
or in the image).
"""

from __future__ import annotations

import functools
import itertools
import math
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow
from pyspark.sql import DataFrame, types

import gisa
from gisa import _gisa

if TYPE_CHECKING:
    from pyspark.sql.types import DataType, StructType

__all__ = ["extract", "schema"]

#: What a task gets of the input where Spark knows its size, in bytes as it lies on the disk. Compressed text comes to some four
#: times as much: a task takes about half a minute of a core, so that one that is lost is no great loss.
PARTITION_BYTES = 16 << 20


def extract(
    df: DataFrame,
    *,
    keep: Sequence[str] = (),
    partitions: int | None = None,
    lexicons: Iterable[str | os.PathLike[str]] = (),
    **columns: str,
) -> DataFrame:
    """The records of a data frame with a document a row, as `gisa.extract_batches` gives them.

    `columns` says which column holds what (`text`, `html`, `id`, `title`, `published`, `publisher`, `url` …); what is not said is
    known by the usual names. The columns that `keep` names stand before the record's. Other columns are not read.

    `partitions` is the number of tasks. Where it is not given and Spark knows the size of the input, there is one for every 16
    MiB; otherwise there are as many as the data frame has. The batches within a task are bounded by
    `spark.sql.execution.arrow.maxRecordsPerBatch` and, on the way out, by their bytes.

    `lexicons` are paths that hold on every worker (`SparkContext.addFile` and `SparkFiles.get`, or a shared file system).

    Raises `ValueError` where a named column is not there, or where none holds text.
    """
    read, kept = _gisa.plan(df.columns, list(columns.items()), gisa._names("keep", keep))
    named = list(dict.fromkeys([name for _, name in read] + kept))
    documents = df.select(*(f"`{name.replace('`', '``')}`" for name in named))
    if partitions is None:
        partitions = _partitions(documents)
    if partitions is not None:
        documents = documents.repartition(partitions)
    fields = types.StructType([field for name in kept for field in df.schema.fields if field.name == name])
    task = Task(tuple(read), tuple(kept), tuple(os.fspath(path) for path in lexicons))
    return documents.mapInArrow(task, types.StructType(fields.fields + schema().fields))


def schema() -> StructType:
    """The schema of the rows: `gisa.arrow_schema()` in Spark's types."""
    return types.StructType([types.StructField(field.name, _type(field.type), field.nullable) for field in gisa.arrow_schema()])


@dataclass(frozen=True)
class Task:
    """What a Python worker does with the batches of a partition. Pickled by its name: the package has to be there."""

    columns: tuple[tuple[str, str], ...]
    keep: tuple[str, ...]
    lexicons: tuple[str, ...]

    def __call__(self, batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        batches = iter(batches)
        first = next(batches, None)
        if first is None:
            return
        documents = pyarrow.RecordBatchReader.from_batches(first.schema, itertools.chain([first], batches))
        # Spark gives a task one core.
        yield from _extractor(self.lexicons).extract_batches(documents, keep=self.keep, jobs=1, **dict(self.columns))


@functools.lru_cache(maxsize=1)
def _extractor(lexicons: tuple[str, ...]) -> gisa.Extractor:
    """The extractor of this worker process."""
    return gisa.Extractor(lexicons) if lexicons else gisa._extractor


def _partitions(df: DataFrame) -> int | None:
    """How many tasks the input should have, where Spark knows its size."""
    plan: Any = getattr(df, "_jdf", None)
    if plan is None:
        return None
    size = int(str(plan.queryExecution().optimizedPlan().stats().sizeInBytes()))
    partitions = math.ceil(size / PARTITION_BYTES)
    # What has no size of its own counts as endless.
    return partitions if 1 < partitions < 1 << 30 else None


def _type(kind: pyarrow.DataType) -> DataType:
    if pyarrow.types.is_list(kind):
        return types.ArrayType(_type(kind.value_type), kind.value_field.nullable)
    if pyarrow.types.is_struct(kind):
        return types.StructType([types.StructField(field.name, _type(field.type), field.nullable) for field in kind])
    if pyarrow.types.is_decimal(kind):
        return types.DecimalType(kind.precision, kind.scale)
    return _PLAIN[str(kind)]


_PLAIN: dict[str, DataType] = {
    "string": types.StringType(),
    "int64": types.LongType(),
    "bool": types.BooleanType(),
    "date32[day]": types.DateType(),
}
