from collections.abc import Iterator
from pathlib import Path

import pytest

from kreislauf.embedded.temporary import temporary_home


@pytest.fixture
def home() -> Iterator[Path]:
    """An empty home that root's PostgreSQL can reach too, which pytest's own ``tmp_path`` is not."""
    with temporary_home() as home:
        yield home
