"""The service as the judges run it: on a free port, with a database that is thrown away."""

import json
import pathlib
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

PACKAGE = pathlib.Path(__file__).resolve().parents[2]


def executable():
    """The newest build of the service, None if there is none."""
    built = [PACKAGE / ".build" / kind / "OneShotService" for kind in ("release", "debug")]
    built = [path for path in built if path.exists()]
    return max(built, key=lambda path: path.stat().st_mtime, default=None)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A process of the service. Its options are those of the command line."""

    def __init__(self, program, *options):
        self.program, self.options = program, list(options)
        self.folder = tempfile.TemporaryDirectory(prefix="oneshot-browser-")
        self.port = free_port()
        self.process = None
        self.log = pathlib.Path(self.folder.name) / "server.log"

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        database = pathlib.Path(self.folder.name) / "oneshot.sqlite"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [self.program, "--port", str(self.port), "--database", database,
                 # Those of the sources: a build has a copy of the pages as they were.
                 "--pages", PACKAGE / "Sources/OneShotService/Public", *self.options],
                stdout=log, stderr=log)
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended:\n{self.log.read_text()}")
            try:
                return self.get("/health") and self
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"the server did not answer within 90 s:\n{self.log.read_text()}")

    def get(self, path):
        with urllib.request.urlopen(self.address + path, timeout=10) as response:
            return json.load(response)

    def kill(self):
        """Without a chance to tidy up."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def close(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill()
        self.folder.cleanup()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.close()
