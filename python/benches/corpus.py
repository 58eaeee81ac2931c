"""The texts that are measured: the articles of a JSONL file with a field `text`, and `title`, `date` and `publisher` where known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FIELDS = ("id", "publisher", "date", "title", "text")


def articles(path: Path, megabytes: float) -> list[dict[str, Any]]:
    """The first articles of the file, up to so many million bytes of text."""
    taken: list[dict[str, Any]] = []
    size = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            taken.append({name: article.get(name) for name in FIELDS})
            size += len((article.get("text") or "").encode())
            if size >= megabytes * 1e6:
                break
    return taken


def weight(taken: list[dict[str, Any]]) -> float:
    """Million bytes of text."""
    return sum(len((article["text"] or "").encode()) for article in taken) / 1e6
