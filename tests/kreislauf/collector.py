"""A server that takes what leaves the house: spans in OTLP, as a collector does, and errors as Sentry does."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


class Collector:
    """``spans`` by what they say; ``errors`` are Sentry's events; ``text`` is every byte that arrived, readable."""

    def __init__(self) -> None:
        self.spans: list[dict[str, Any]] = []
        self.errors: list[dict[str, Any]] = []
        self.text = ""
        self.port = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def dsn(self) -> str:
        return f"http://key@127.0.0.1:{self.port}/1"

    def take(self, path: str, body: bytes) -> None:
        if path.startswith("/v1/traces"):
            message = ExportTraceServiceRequest.FromString(body)
            self.text += str(message)
            for resource in message.resource_spans:
                for scope in resource.scope_spans:
                    self.spans += [_span(span) for span in scope.spans]
        else:
            self.text += body.decode()
            lines = [json.loads(line) for line in body.splitlines() if line.startswith(b"{")]
            self.errors += [line for line in lines if "exception" in line or "message" in line]


def _span(span: Any) -> dict[str, Any]:
    attributes = {one.key: one.value.string_value or one.value.int_value for one in span.attributes}
    return {
        "name": span.name,
        "kind": span.kind,
        "trace": span.trace_id.hex(),
        "events": list(span.events),
    } | attributes


@contextmanager
def collecting() -> Iterator[Collector]:
    collector = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            collector.take(self.path, gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body)
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    collector.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield collector
    finally:
        server.shutdown()
        server.server_close()
