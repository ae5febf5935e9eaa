"""A webhook on loopback: answers as it is told to, and keeps what it was sent."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Webhook:
    """`answers` are the statuses to give, the last one for ever; 0 says nothing until the test is over."""

    def __init__(self, *answers, location=""):
        self.answers, self.location = list(answers), location
        self.got, self.closing = [], threading.Event()
        self.port = 0

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/hook/s3cret?token=t0ken"

    def next(self):
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def webhook(*answers, location=""):
    hook = Webhook(*answers, location=location)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args):
            """Quiet."""

        def do_POST(self):
            hook.got.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
            status = hook.next()
            if not status:
                hook.closing.wait(20)
                return
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", hook.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

    class Server(ThreadingHTTPServer):
        daemon_threads, block_on_close = True, False

        def handle_error(self, request, client_address):
            """A client that hangs up is no news here."""

    with Server(("127.0.0.1", 0), Handler) as server:
        hook.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield hook
        finally:
            hook.closing.set()
            server.shutdown()
            thread.join()
