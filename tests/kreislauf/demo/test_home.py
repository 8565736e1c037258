import os
import stat
from pathlib import Path

import pytest

from kreislauf.demo.home import chosen_home, holding
from kreislauf.demo.refusals import Refusal
from kreislauf.embedded.passwords import kept_passwords
from kreislauf.embedded.postgres_place import ROOTS_PLACE, forget_place_in, place_in


def test_the_home_is_where_the_caller_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KREISLAUF_HOME", str(tmp_path / "mit Leerzeichen" / "und Ümlaut"))
    assert chosen_home() == tmp_path / "mit Leerzeichen" / "und Ümlaut"
    assert (chosen_home() / "logs").is_dir()


def test_a_home_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KREISLAUF_HOME", str(tmp_path / "file" / "home"))

    with pytest.raises(Refusal) as refused:
        chosen_home()
    assert str(refused.value) == (
        f"Der Ordner {tmp_path}/file/home lässt sich nicht anlegen (Not a directory). Ein anderer: KREISLAUF_HOME=…\n"
        f"The folder {tmp_path}/file/home cannot be made (Not a directory). Another one: KREISLAUF_HOME=…"
    )


def test_one_demo_at_a_time_holds_a_home(tmp_path: Path) -> None:
    with holding(tmp_path):
        with pytest.raises(Refusal) as refused, holding(tmp_path):
            pass
        german, english = str(refused.value).splitlines()
        me = os.getpid()
        assert german == f"In {tmp_path} läuft schon eine Demo (Prozess {me}). Eine zweite: KREISLAUF_HOME=… PORT=…"
        assert english == f"A demo is already running in {tmp_path} (process {me}). A second: KREISLAUF_HOME=… PORT=…"

    with holding(tmp_path):
        pass


def test_passwords_are_made_once_and_for_their_owner_alone(tmp_path: Path) -> None:
    first = kept_passwords(tmp_path)

    assert kept_passwords(tmp_path) == first
    assert len(set(first.values())) == 5
    assert stat.S_IMODE((tmp_path / "passwords.json").stat().st_mode) == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends a folder to somebody else")
def test_where_nobody_cannot_reach_the_home_roots_data_lives_outside_until_it_is_forgotten(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)

    place = place_in(tmp_path)
    assert place.folder.parent.parent == ROOTS_PLACE
    assert place_in(tmp_path) == place
    assert (place.programs / "bin" / "postgres").exists()
    assert stat.S_IMODE(place.folder.stat().st_mode) == 0o700

    forget_place_in(tmp_path)
    assert not place.folder.parent.exists()
