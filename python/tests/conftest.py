"""What the tests share: sentences of our own in the forms of news, the command, and a Spark cluster."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]

TITLES = ["한빛시, 데이터센터 착공", "새벽전자, 2분기 실적 발표", "가온대학교, 산학협력 협약 체결"]
TEXTS = [
    "한빛시는 12일 첨단산업단지에서 데이터센터 착공식을 열었다. 시는 오는 10월까지 300억원을 들여 8MW 규모로 짓는다.\n\n"
    "김하늘 한빛시장은 \"일자리 250개가 생긴다\"고 말했다. 이날 행사에는 시민 1200여명이 참석했다.",
    "새벽전자는 지난 2분기 매출이 3조2000억원으로 지난해 같은 기간보다 4.5% 늘었다고 어제 밝혔다.\n\n"
    "박바다 새벽전자 대표는 내년까지 5억 달러(약 7000억원)를 투자한다고 설명했다.",
    "가온대학교와 누리은행은 지난 3일 업무협약을 맺었다. 양측은 2027년까지 200명을 함께 키운다. 😀",
]
#: What cannot be read, with the code of its reject where it is a line of JSON.
BAD = [{"text": ""}, {"text": "\u0000\u0001\u0002\u0003" * 20}]


def documents(count: int) -> list[dict[str, Any]]:
    """Documents that all differ, one in ten of which cannot be read."""
    made: list[dict[str, Any]] = []
    for n in range(count):
        document: dict[str, Any] = {"id": f"a-{n}", "date": f"2025-01-{n % 28 + 1:02}", "publisher": "한빛일보"}
        if n % 10 == 9:
            document |= BAD[n // 10 % len(BAD)]
        else:
            document |= {"title": f"{TITLES[n % 3]} {n}", "text": f"{TEXTS[n % 3]}\n\n{n}번째 소식은 {n + 2}일 전한다."}
        made.append(document)
    return made


@pytest.fixture(scope="session")
def command() -> Path:
    """The command, as GISA names it or as the documented build leaves it."""
    found = [Path(os.environ["GISA"])] if "GISA" in os.environ else [ROOT / f"target/{p}/gisa" for p in ("debug", "release")]
    for path in found:
        if path.exists():
            return path
    pytest.fail(f"the command is not built: run `cargo build` in {ROOT}, or name it with GISA")


def run(command: Path, *arguments: str, lines: list[dict[str, Any]]) -> bytes:
    """What the command writes for the documents as JSON Lines."""
    text = "".join(json.dumps(line) + "\n" for line in lines)
    return subprocess.run([command, *arguments], input=text.encode(), stdout=subprocess.PIPE, check=True).stdout


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """A cluster of two executor processes with a core each."""
    pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed")
    java = Path(os.environ["JAVA_HOME"]) / "bin/java" if "JAVA_HOME" in os.environ else "java"
    try:
        subprocess.run([java, "-version"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("Spark needs Java, and there is none on this machine")
    os.environ["SPARK_HOME"] = os.path.dirname(pyspark.__file__)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("gisa")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "768m")
        .config("spark.executor.memory", "768m")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.executorEnv.PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
