from contextlib import ExitStack
from pathlib import Path

import pytest

from kreislauf.demo.refusals import Refusal
from kreislauf.demo.servers import start_servers
from kreislauf.embedded.passwords import kept_passwords
from kreislauf.embedded.ports import free_port
from tests.plugin.servers import SERVERS


def start(home: Path) -> None:
    with ExitStack() as until:
        start_servers(home, passwords=kept_passwords(home), until=until)


def test_a_named_database_that_does_not_answer_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://somebody@127.0.0.1:{free_port()}/none")
    monkeypatch.delenv("DATABASE_OWNER_URL")

    with pytest.raises(Refusal, match="Die Datenbank aus DATABASE_URL lässt uns nicht ein") as refused:
        start(tmp_path)
    assert "Connection refused" in str(refused.value)


def test_a_named_queue_that_does_not_answer_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", SERVERS.admin_url.rpartition("/")[0] + "/postgres")
    monkeypatch.delenv("DATABASE_OWNER_URL")
    monkeypatch.setenv("REDIS_URL", f"redis://127.0.0.1:{free_port()}/0")

    with pytest.raises(Refusal, match="Der Server aus REDIS_URL lässt uns nicht ein"):
        start(tmp_path)
