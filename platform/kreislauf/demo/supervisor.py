"""The whole platform as one process tree: started in order, watched, and stopped in order."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from kreislauf.demo.environment import environment, without_owner
from kreislauf.demo.home import holding
from kreislauf.demo.programs import Program, beat, stop_all, web, worker
from kreislauf.demo.ready import answer
from kreislauf.demo.refusals import Refusal, ServerFailed, last_lines
from kreislauf.demo.servers import Servers, start_servers
from kreislauf.demo.sign_ins import read_sign_ins, sheet
from kreislauf.embedded.passwords import kept_passwords
from kreislauf.embedded.ports import is_free
from kreislauf.tools.commands import run_command
from kreislauf.tools.steps import step

SECONDS_TO_FREE_PORT = 4
SECONDS_TO_ANSWER = 90


def run_demo(home: Path, *, port: int) -> None:
    """Serve the platform from this home until an exception, such as a signal's, ends it.

    Refuses where a demo runs in the same home, where the port is taken, and where any part does not start.
    """
    with holding(home), ExitStack() as until:
        _wait_for_port(port)
        logs, passwords = home / "logs", kept_passwords(home)
        for log in logs.glob("*.log"):
            log.replace(log.with_suffix(".log.before"))
        servers = start_servers(home, passwords=passwords, until=until)
        env = environment(servers, home=home, port=port, secret_key=passwords["secret_key"])
        with step("Preparing the database") as work:
            run_command("prepare", env=env, log=logs / "prepare.log", running=work)
        programs: list[Program] = []
        until.callback(stop_all, programs)
        # The web comes up while the regions are looked after: each needs a second or two of its own.
        _start(web(without_owner(env), port=port, logs=logs), among=programs)
        with step("Providing the regions") as work:
            run_command("demo_regions", env=env, log=logs / "demo_regions.log", running=work)
        _start(worker(env, logs=logs), among=programs)
        _start(beat(env, home=home, logs=logs), among=programs)
        with step("Waiting for the first page"):
            _wait_for_a_page(home, port=port, programs=programs, servers=servers)
        print(f"\n{sheet(read_sign_ins(home), port=port)}", flush=True)
        print(f"\n  Logs           {logs}\n  Ctrl-C stops everything.", flush=True)
        while True:
            _look_after(programs, servers)
            time.sleep(0.5)


def _wait_for_port(port: int) -> None:
    """Some seconds, because the web of a demo that was killed just now may still be closing."""
    deadline = time.monotonic() + SECONDS_TO_FREE_PORT
    while not is_free(port):
        if time.monotonic() > deadline:
            raise Refusal(
                f"Port {port} ist schon belegt. Wählen Sie einen anderen: PORT={port + 1} make demo",
                f"Port {port} is taken already. Choose another one: PORT={port + 1} make demo",
            )
        time.sleep(0.1)


def _start(program: Program, *, among: list[Program]) -> None:
    among.append(program)
    program.start()


def _wait_for_a_page(home: Path, *, port: int, programs: list[Program], servers: Servers) -> None:
    """Until a region's front page is served, and not merely a process running."""
    hosts = [urlsplit(one.url).netloc for one in read_sign_ins(home)]
    region = next((host for host in hosts if not host.startswith(("localhost", "leitstand."))), "")
    host, path = (region, "/") if region else (f"localhost:{port}", "/-/ready")
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while (status := answer(host, path, port=port)) != 200:
        _look_after(programs, servers)
        if time.monotonic() > deadline:
            raise Refusal(
                f"http://{host}{path} antwortet nicht ({status}).",
                f"http://{host}{path} does not answer ({status}). Its log ends with:\n\n{last_lines(programs[0].log)}",
            )
        time.sleep(0.1)


def _look_after(programs: list[Program], servers: Servers) -> None:
    for name, process in servers.processes.items():
        if process.poll() is not None:
            raise ServerFailed(name, log=f"    It ended with {process.returncode}.")
    for program in programs:
        if message := program.start_again_if_ended():
            print(f"  {message}", flush=True)
