from __future__ import annotations

import getpass

import pytest

from kreislauf.terminal import terminal_user


def test_a_number_without_a_name_may_type_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a container a process often runs under a number that no file of passwords knows."""
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.getuid", lambda: 10001)
    with pytest.raises((KeyError, OSError)):
        getpass.getuser()

    assert terminal_user() == "uid 10001 (Terminal)"
