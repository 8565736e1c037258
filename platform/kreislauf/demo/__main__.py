"""`python -m kreislauf.demo`: what `make demo` does once everything is installed."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from types import FrameType

from kreislauf.demo.home import chosen_home
from kreislauf.demo.refusals import Refusal
from kreislauf.demo.supervisor import run_demo
from kreislauf.embedded.child_processes import end_with_parent

ENDINGS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


class Ended(BaseException):
    """Somebody asked us to stop. No ordinary ``except`` holds it up."""


def main(words: list[str]) -> int:
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal that knows no „✓“ shows a „?“
    for number in ENDINGS:
        signal.signal(number, _end)
    if "--with-parent" in words:
        end_with_parent()
    try:
        run_demo(chosen_home(), port=_chosen_port())
    except Refusal as refusal:
        print(f"\n{refusal}", file=sys.stderr)
        return 1
    except Ended:
        _say("Stopped.")
        return 0
    return 0


def _end(number: int, frame: FrameType | None) -> None:
    for other in ENDINGS:
        signal.signal(other, signal.SIG_IGN)  # the way down is the same however often one asks
    _say("\nStopping …")
    raise Ended


def _say(text: str) -> None:
    with suppress(OSError):  # the terminal may be what went away
        print(text, flush=True)


def _chosen_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise Refusal(
            f"PORT ist eine Zahl von 1 bis 65535, nicht „{text}“.", f"PORT is a number from 1 to 65535, not “{text}”."
        )
    return int(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
