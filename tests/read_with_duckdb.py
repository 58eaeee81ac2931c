"""DuckDB reads what gisa writes: extracts the seeds and runs every SQL block of the README on the result.

    pip install duckdb
    python tests/read_with_duckdb.py target/release/gisa
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parent.parent


def main(gisa: str) -> None:
    gisa = str(Path(gisa).resolve())
    blocks = re.findall(r"```sql\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    queries = [query.strip() for block in blocks for query in block.split(";") if query.strip()]
    assert len(queries) >= 4, "the README has its queries in sql blocks"
    with tempfile.TemporaryDirectory() as folder:
        for output in (["news/"], ["news.parquet", "--nested"], ["news.jsonl"]):
            subprocess.run([gisa, "extract", "-q", str(ROOT / "seeds"), "-o", *output], cwd=folder, check=True)
        os.chdir(folder)
        database = duckdb.connect()
        count = lambda query: database.sql(query).fetchall()[0][0]
        for query in queries:
            rows = database.sql(query).fetchall()
            assert rows, f"nothing comes of\n{query}"
            print(f"{len(rows):4} rows: {' '.join(query.split())[:100]}")
        for name in ("amounts", "figures", "counts", "dates", "quotes", "facts", "organizations", "officials", "people"):
            flat = count(f"SELECT count(*) FROM 'news/{name}.parquet'")
            nested = count(f"SELECT sum(len({name})) FROM 'news.parquet'")
            lines = count(f"SELECT sum(len({name})) FROM 'news.jsonl'")
            assert flat == nested == lines, (name, flat, nested, lines)
        for name in ("mentions", "amounts", "dates", "quotes"):
            wrong = count(
                f"SELECT count(*) FROM 'news/{name}.parquet' m JOIN 'news/articles.parquet' a USING (article_id) "
                "WHERE substr(a.text, span_start + 1, span_end - span_start) <> m.text"
            )
            assert wrong == 0, (name, wrong)


if __name__ == "__main__":
    main(*sys.argv[1:])
