"""Starts the service for the other scripts, on a free port of this machine."""

import http.client
import json
import os
import random
import signal
import subprocess
import sys
import time


class Server:
    """A running service; `binary` is the built program."""

    def __init__(self, binary, database, *options):
        self.process = subprocess.Popen(
            [binary, "--port", "0", "--database", database, "--log", "error", *options],
            stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline().strip()
        if not line.startswith("http://"):
            raise SystemExit(f"the service did not start: {line!r}")
        self.port = int(line.rsplit(":", 1)[1])

    def connection(self, timeout=30):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def get(self, path):
        connection = self.connection()
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=20)
        self.process.stdout.close()
        return code


def drawing(rng):
    """A body that enrolls a few strokes."""
    strokes = [
        [[rng.uniform(5, 95), rng.uniform(5, 95)] for _ in range(rng.randint(2, 12))]
        for _ in range(rng.randint(1, 4))
    ]
    return json.dumps({"strokes": strokes, "width": 100, "height": 100})


def default_binary():
    here = os.path.dirname(os.path.abspath(__file__))
    for configuration in ("release", "debug"):
        path = os.path.join(here, "..", ".build", configuration, "OneShotService")
        if os.path.exists(path):
            return path
    raise SystemExit("build the service first: swift build --package-path Service")
