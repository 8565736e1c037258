"""An object store in the memory of the test: as much of S3 as our storage speaks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


class FakeS3:
    """``objects`` is what the bucket holds; while ``broken`` every request fails.

    With a ``region``, requests that were signed for another one are refused, as Amazon does.
    """

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.broken = False
        self.region = ""
        self.address = ""


@contextmanager
def fake_s3() -> Iterator[FakeS3]:
    store = FakeS3()

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            store.objects[self.key] = self.rfile.read(int(self.headers["Content-Length"]))
            self.answer(200)

        def do_GET(self) -> None:
            if self.key:
                self.do_HEAD(body=True)
            else:
                self.answer(200, self.listing())

        def do_HEAD(self, *, body: bool = False) -> None:
            content = store.objects.get(self.key)
            if content is None:
                self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>" if body else b"")
            else:
                self.answer(200, content, body=body)

        def do_DELETE(self) -> None:
            store.objects.pop(self.key, None)
            self.answer(204)

        @property
        def key(self) -> str:
            return unquote(urlsplit(self.path).path).removeprefix("/kreislauf").removeprefix("/")

        def listing(self) -> bytes:
            prefix = parse_qs(urlsplit(self.path).query).get("prefix", [""])[0]
            names = [name.removeprefix(prefix) for name in store.objects if name.startswith(prefix)]
            files = "".join(f"<Contents><Key>{escape(prefix + n)}</Key></Contents>" for n in names if "/" not in n)
            folders = {name.split("/")[0] for name in names if "/" in name}
            prefixes = "".join(f"<CommonPrefixes><Prefix>{prefix}{f}/</Prefix></CommonPrefixes>" for f in folders)
            return f"<ListBucketResult>{files}{prefixes}</ListBucketResult>".encode()

        def answer(self, status: int, content: bytes = b"", *, body: bool = True) -> None:
            if store.broken:
                status, content = 500, b""
            elif store.region and f"/{store.region}/" not in self.headers["Authorization"]:
                status, content = 400, b"<Error><Code>AuthorizationHeaderMalformed</Code></Error>"
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Last-Modified", formatdate(usegmt=True))
            self.send_header("ETag", '"x"')
            self.end_headers()
            if body and self.command != "HEAD":
                self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    store.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield store
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
