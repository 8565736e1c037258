"""No module imports itself, however long the way round."""

from __future__ import annotations

import grimp

ROOMS = ("kreislauf", "tenants", "billing", "marketplace")


def test_no_two_modules_import_each_other_however_long_the_way_round() -> None:
    graph = grimp.build_graph(*ROOMS, exclude_type_checking_imports=True)
    links = {module: sorted(graph.find_modules_directly_imported_by(module)) for module in graph.modules}
    assert circles(links) == []


def test_circles_are_found() -> None:
    assert circles({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]}) == [["a", "b", "c"]]


def circles(links: dict[str, list[str]]) -> list[list[str]]:
    """Strongly connected modules (Tarjan), without those that stand alone."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        number[module] = lowest[module] = len(number)
        stack.append(module)
        for other in links[module]:
            if other not in number:
                visit(other)
                lowest[module] = min(lowest[module], lowest[other])
            elif other in stack:
                lowest[module] = min(lowest[module], number[other])
        if lowest[module] == number[module]:
            members = stack[stack.index(module) :]
            del stack[stack.index(module) :]
            if len(members) > 1:
                found.append(sorted(members))

    for module in links:
        if module not in number:
            visit(module)
    return found
