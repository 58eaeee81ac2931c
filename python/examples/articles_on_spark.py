"""From a corpus in Parquet to records in Parquet, a folder a month, with Spark; then a question to them with DuckDB.

    pip install 'gisa[spark]' duckdb        # gisa: pip install ./python
    spark-submit articles_on_spark.py corpus.parquet records/

The corpus has a row an article, with its text and metadata in columns of the usual names (text, title, date, publisher, url …);
where yours has other names, say so in `gisa.spark.extract(corpus, text="body", published="day")`.
"""

from __future__ import annotations

import argparse

import duckdb
from pyspark.sql import SparkSession, functions

import gisa.spark

#: The organizations that are named in most articles of a month, and the largest amount of money in these.
QUERY = """
SELECT month, organization.name AS name, count(*) AS articles, max(largest) AS largest_krw
FROM (
    SELECT month, unnest(organizations) AS organization, list_max([amount.value_krw FOR amount IN amounts]) AS largest
    FROM read_parquet('{records}/*/*.parquet', hive_partitioning = true, hive_types = {{'month': VARCHAR}})
    WHERE reject IS NULL
)
GROUP BY ALL
ORDER BY articles DESC, name
LIMIT 20
"""


def job(spark: SparkSession, corpus: str, records: str) -> tuple[int, int]:
    """Writes the records of a corpus, and gives the number of records and of rejects."""
    rows = gisa.spark.extract(spark.read.parquet(corpus))
    month = functions.coalesce(functions.date_format("published_on", "yyyy-MM"), functions.lit("undated"))
    month = functions.when(functions.col("reject").isNotNull(), "rejected").otherwise(month)
    # One pass: extraction is what costs.
    rows.withColumn("month", month).write.mode("overwrite").partitionBy("month").parquet(records)
    written = spark.read.parquet(records)
    rejects = written.where("reject IS NOT NULL").count()
    return written.count() - rejects, rejects


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpus", help="a Parquet file or folder")
    arguments.add_argument("records", help="the folder that is written; what is in it is replaced")
    given = arguments.parse_args()
    spark = SparkSession.builder.appName("gisa").getOrCreate()
    print("records {}, rejects {}".format(*job(spark, given.corpus, given.records)))
    spark.stop()
    print(duckdb.sql(QUERY.format(records=given.records.rstrip("/"))))


if __name__ == "__main__":
    main()
