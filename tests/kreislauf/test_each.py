"""One row that fails does not keep the others waiting."""

from __future__ import annotations

import pytest

from kreislauf.each import each


def test_the_others_have_their_turn_and_the_failure_is_raised_with_its_row() -> None:
    seen = []

    def act(key: int) -> int:
        seen.append(key)
        if key == 2:
            raise ValueError("broken")
        return key

    with pytest.raises(ExceptionGroup) as raised:
        each([1, 2, 3], act)

    assert seen == [1, 2, 3]
    (failure,) = raised.value.exceptions
    assert (str(failure), failure.__notes__) == ("broken", ["of row 2"])


def test_without_a_failure_it_is_a_sum() -> None:
    assert each([1, 2, 3], lambda key: key if key > 1 else None) == 5
