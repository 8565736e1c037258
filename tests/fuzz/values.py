"""What programs send that nobody would type."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

DIGITS = "9" * 5000
TEXTS = [
    *["", " ", "\0", "a\0b", "\ud800", "x\udfff", "\ufeff\u200b", "\u202eabc", "a\r\nBcc: x", "\x1b[0m", "٣", "²"],
    *["0", "-1", "1", "7", str(2**31), str(2**63 - 1), str(2**63), "9" * 30, DIGITS, "1e400", "nan", "-inf", "1,50"],
    *["0001-01-01", "9999-12-31", "2026-02-30", "1900-01-01", "2199-12-31", "2026-00", "0000-00", "24:00", "99999"],
    *["http://[/", "//[x", "https://a:99999999/", "/\\x", "javascript:x", "../../etc", "%00", "%"],
    *["a@b", "ä@[1", "x" * 3000],
    *["[", "{}", "null", "[" * 1500, "é\u0301" * 40, "\U0001f469\u200d\U0001f680", "'", '"><b>', "{{ 7 }}", "true"],
]  # fmt: skip
# Inside an address, in the place of a number or a name.
SEGMENTS = [
    *[
        "0",
        "9" * 18,
        "9" * 19,
        "9" * 30,
        DIGITS,
        "-1",
        "1",
        "%00",
        "%ED%A0%80",
        "%FF",
        "x" * 3000,
        "%2e%2e%2f",
        "a%0Ab",
    ],
    *["%E2%80%AE", "%C3%A4", "%5B", "on", "1e9", "2026", "13"],
]
JSON = [*TEXTS, None, True, 0, -1, 1.5, 2**63, 10**300, float("inf"), [], {}, [[]], [{}], {"a": "\ud800"}, ["\0"]]
BODIES = [
    *[b"", b"[", b"[" * 50_000, b'{"a":' * 50_000, b"null", b"1", b"9" * 5000, b'"x"', b"[{}]", b"\xff\xfe", b"\0"],
    *[b'{"a": "\\ud800"}', b'{"a\\u0000": 1}', b'{"a": 1e400}', b"NaN", b"[" * 15 + b"]" * 15, b"\xef\xbb\xbf{}"],
]
HEADERS = {
    "Referer": ["http://[/", "http://kiel.localhost/%00", "\xff", "x" * 3000, "http://kiel.localhost/" + "9" * 500],
    "HX-Request": ["true", "\0"],
    "HX-Current-URL": ["http://[", "//[x", "http://kiel.localhost/betriebe/?q=%00"],
    "Cookie": [
        *[rf'{name}="{value}"' for name in ("sitzung", "sprache", "geraet", "konto", "eingaben", "formularschutz")
          for value in (r"\000" * 32, "9" * 5000, r"\377", "a:b:c", ".eJw:1:1")],
        *["=", ";;;", 'sitzung="', "\xe4=\xe4", "sitzung=" + "a" * 32],
    ],
    "Accept": ["*", ";q=", "text/html;q=x", "application/json;version=\xff", "x" * 3000],
    "Accept-Language": ["x" * 600, "de;q=9", "\xff"],
    "Authorization": ["Bearer", "Bearer \xff", "Bearer " + "x" * 5000, "Basic :", "bearer a b", "Bearer \0"],
    "Idempotency-Key": ["\0" * 9, "x" * 500, "\xff" * 9, "0" * 9],
    "If-None-Match": ["*", '"', 'W/"', "\xff"],
    "If-Modified-Since": ["Thu, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 99999 23:59:59 GMT", "0"],
    "Range": ["bytes=-" + "9" * 30, "bytes=9-1", "bytes=" + "9" * 5000 + "-", "x"],
    "Origin": ["null", "http://[", "\xff"],
}  # fmt: skip
KINDS = [
    *["application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7", "application/json"],
    *["application/json; charset=hex", "multipart/form-data", "multipart/form-data; boundary=x; charset=utf-16"],
    *["text/plain; charset=idna", "x", "multipart/form-data; boundary=" + "x" * 300],
]
FORM_BODIES = [
    *[b"", b"a=+2AA-", b"a=%00", b"--x\r\n\r\n", b"{}", b"--x--", b"&" * 900],
    b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\0\r\n--x--',
]

text = st.one_of(st.sampled_from(TEXTS), st.text(max_size=40))
one_json: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.sampled_from(JSON), st.text(max_size=20), st.integers()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)
headers = st.dictionaries(st.sampled_from(sorted(HEADERS)), st.integers(0, 99), max_size=3).map(
    lambda drawn: {name: HEADERS[name][n % len(HEADERS[name])] for name, n in drawn.items()}
)


def as_json(found: Any) -> bytes:
    return json.dumps(found).encode()
