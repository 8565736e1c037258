from itertools import combinations

import pytest

from marketplace.vouchers.codes import ALPHABET, grouped, looks_valid, new_code, normalise

CODE = "K7QM4XPD9WTZ3HB8"


def test_codes_are_sixteen_plain_characters_and_all_different() -> None:
    codes = {new_code() for _ in range(2000)}

    assert len(codes) == 2000
    assert {len(code) for code in codes} == {16}
    assert set("".join(codes)) == set(ALPHABET)
    assert set(ALPHABET) & set("0O1ILU") == set()
    assert all(looks_valid(code) for code in codes)


@pytest.mark.parametrize(
    "typed",
    [
        "{code}",
        " {grouped} ",
        "{lower}",
        "{spaced}",
        "https://kiel.example.org/g/{grouped}",
        "http://kiel.localhost:8000/g/{lower}/?quelle=papier#oben",
        "{full_width}",
        "„{dashed}\u200b“\r\n",
    ],
)
def test_a_code_is_understood_however_it_is_typed_or_scanned(typed: str) -> None:
    code = new_code()

    text = typed.format(
        code=code,
        grouped=grouped(code),
        lower=code.lower(),
        spaced=" ".join(code),
        full_width="".join(chr(ord(sign) + 0xFEE0) for sign in code),
        dashed=grouped(code).replace("-", "\u00ad–"),
    )

    assert (normalise(text), looks_valid(text)) == (code, True)


def test_look_alikes_become_what_was_printed() -> None:
    assert normalise("0o-1il-u") == "QQJJJV"


def test_every_wrong_character_and_every_swap_is_noticed() -> None:
    code = new_code()
    wrong = {code[:i] + other + code[i + 1 :] for i in range(16) for other in ALPHABET if other != code[i]}
    swapped = set()
    for i, j in combinations(range(16), 2):
        letters = list(code)
        letters[i], letters[j] = letters[j], letters[i]
        swapped.add("".join(letters))

    assert [text for text in wrong | (swapped - {code}) if looks_valid(text)] == []


@pytest.mark.parametrize(
    "text", ["", "/", "https://", "http://[", "//[x", "K7QM", "x" * 100_000, "К" * 16, "٣" * 16, "\0" * 16]
)
def test_what_is_no_code_is_no_code(text: str) -> None:
    assert looks_valid(text) is False


def test_what_is_far_longer_than_an_address_is_not_looked_at() -> None:
    assert looks_valid(f"https://kiel.example.org/{'x' * 600}/{new_code()}") is False


def test_codes_are_printed_in_groups_of_four() -> None:
    assert grouped(CODE) == "K7QM-4XPD-9WTZ-3HB8"
