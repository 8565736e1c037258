"""Somebody who never touches the mouse: every field, button and link is reached by Tab, and by nothing else."""

from __future__ import annotations

from typing import Any

from tests.journeys.visitor import Visitor

MOST_TABS = 150


class KeyboardVisitor(Visitor):
    def type(self, **values: str) -> None:
        for name, value in values.items():
            self._tab_to(self.page.locator(f"main [name={name}]:visible").first)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(value)

    def choose(self, name: str, label: str) -> None:
        self._tab_to(self.page.locator(f"main [name={name}]:visible").first)
        self.page.keyboard.type(label)

    def tick(self, name: str, value: str = "") -> None:
        box = self.page.locator(f"main [name={name}]" + (f'[value="{value}"]' if value else "")).first
        self._tab_to(box)
        self.page.keyboard.press("Space")
        assert box.is_checked(), f"{name}={value}"

    def press(self, name: str, *, twice: bool = False) -> int:
        self._tab_to(self.page.get_by_role("button", name=name).first)
        with self.page.expect_response(self._is_page), self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self.status

    def follow(self, name: str) -> None:
        self._tab_to(self.page.get_by_role("link", name=name).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _tab_to(self, target: Any) -> None:
        """Forwards, and round the page where it lies behind."""
        target.wait_for(state="attached")
        for _ in range(MOST_TABS):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{MOST_TABS} times Tab do not lead to {target} on {self.page.url}")
