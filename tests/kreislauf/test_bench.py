"""`make bench` itself: takes turns, divides medians, and writes a line of JSON for each bench."""

from __future__ import annotations

import json
import shutil
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.bench import __main__ as command
from tests.bench import lighthouse
from tests.bench.measure import in_turns, ms, ratio_of_medians
from tests.bench.rows import AT_LEAST, AT_MOST, Row, table, write


def test_sides_take_turns_and_every_second_round_goes_backwards() -> None:
    order: list[str] = []

    def side(name: str) -> float:
        order.append(name)
        return float(len(order))

    seen = in_turns({"ours": lambda: side("ours"), "stock": lambda: side("stock")}, runs=3, warm_ups=1)

    assert order == ["ours", "stock", "ours", "stock", "stock", "ours", "ours", "stock"]
    assert seen == {"ours": [3.0, 6.0, 7.0], "stock": [4.0, 5.0, 8.0]}


def test_the_ratio_is_that_of_the_medians() -> None:
    assert ratio_of_medians([300.0, 10.0, 20.0], [4.0, 5.0, 1000.0]) == 4.0
    assert ms([0.0123456, 0.1, 0.001]) == 12.3


def test_each_bench_is_a_line_of_json(tmp_path: Path) -> None:
    rows = [
        Row("page.cached", 2.51234, "Seite / nackt", 7, {"ours_ms": 0.4}),
        Row("fleet.column", 12345.6, "viele", 3),
    ]

    write(tmp_path / "var" / "bench.jsonl", rows, machine="2 cores")

    lines = (tmp_path / "var" / "bench.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in lines] == [
        {
            "bench": "page.cached",
            "ratio": 2.51,
            "what": "Seite / nackt",
            "runs": 7,
            "machine": "2 cores",
            "ours_ms": 0.4,
        },
        {"bench": "fleet.column", "ratio": 12300.0, "what": "viele", "runs": 3, "machine": "2 cores"},
    ]
    assert list(json.loads(lines[0]))[:5] == ["bench", "ratio", "what", "runs", "machine"]


def test_a_bench_that_was_not_run_this_time_keeps_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bench.jsonl"
    write(path, [Row("page.cached", 2.5, "a", 7), Row("fleet.column", 120.0, "b", 3)], machine="2 cores")

    write(path, [Row("page.cached", 2.0, "a", 7)], machine="2 cores")

    assert [(row["bench"], row["ratio"]) for row in map(json.loads, path.read_text().splitlines())] == [
        ("fleet.column", 120.0),
        ("page.cached", 2.0),
    ]


@pytest.mark.parametrize(
    ("bench", "ratio", "goal", "met"),
    [
        ("provision.template", 10.0, "≥ 10", True),
        ("provision.template", 9.9, "≥ 10", False),
        ("page.cached", 2.5, "≤ 2.5", True),
        ("page.cached", 2.6, "≤ 2.5", False),
        ("request.no_query", 9.0, "reported", None),
    ],
)
def test_a_goal_is_a_bound(bench: str, ratio: float, goal: str, met: bool | None) -> None:
    row = Row(bench, ratio, "", 1)
    assert (row.goal, row.met) == (goal, met)


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (Row("growth.front", 1.4, "", 5), True),
        (Row("growth.front", 1.6, "", 5), False),
        (Row("growth.front", 1.6, "", 5, hardly_more=True), True),
        (Row("growth.front", 1.0, "", 5, hardly_more=True, too_much=("database_ms",)), False),
        (Row("growth.front.anew", 9.0, "", 5), None),
    ],
)
def test_a_page_may_cost_hardly_more_but_never_too_much(row: Row, met: bool | None) -> None:
    assert row.met is met


def test_a_bench_that_this_machine_cannot_run_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.delenv("CHROME_PATH", raising=False)
    monkeypatch.setattr(command, "servers", lambda scale: nullcontext(SimpleNamespace(scale="full", home=tmp_path)))
    monkeypatch.setattr(command, "machine", lambda place: "2 cores")
    monkeypatch.setattr(command, "RESULT", tmp_path / "bench.jsonl")
    monkeypatch.setattr(
        command, "TOPICS", {("lighthouse.home",): lambda place: iter([Row("x", 1.0, lighthouse.found_browser(), 1)])}
    )
    monkeypatch.setattr("sys.argv", ["bench"])

    assert command.main() == 0
    assert "install Debian's package `chromium`" in capsys.readouterr().err


def test_the_table_says_what_was_compared_and_whether_the_goal_is_met() -> None:
    said = table([Row("page.cached", 3.2, "aus dem Cache", 5, {"ours_ms": 1.2})])
    assert said.splitlines()[1:] == [
        "page.cached                  3.20     ≤ 2.5  NO",
        "    aus dem Cache",
        "    ours_ms: 1.2",
    ]


def test_every_goal_belongs_to_a_bench() -> None:
    assert AT_LEAST.keys() | AT_MOST.keys() <= {name for names in command.TOPICS for name in names}


def test_a_bench_that_fails_is_told_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(place: object) -> object:
        raise ZeroDivisionError("gone wrong")

    place = SimpleNamespace(scale="full", home=tmp_path)
    monkeypatch.setattr(command, "servers", lambda scale: nullcontext(place))
    monkeypatch.setattr(command, "machine", lambda place: "2 cores")
    monkeypatch.setattr(command, "RESULT", tmp_path / "bench.jsonl")
    monkeypatch.setattr(
        command, "TOPICS", {("a.first",): fails, ("b.second",): lambda place: iter([Row("b.second", 1.0, "", 1)])}
    )
    monkeypatch.setattr("sys.argv", ["bench"])

    assert command.main() == 1
    assert json.loads((tmp_path / "bench.jsonl").read_text())["bench"] == "b.second"
    assert "Did not run through: a.first" in capsys.readouterr().err
    monkeypatch.setattr("sys.argv", ["bench", "-k", "second"])
    assert command.main() == 0
