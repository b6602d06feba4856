#!/usr/bin/env python3
"""Sends the service the same requests again and again, and sees that its memory stays what it was.

    Service/Scripts/leaks.py [--requests 10000] [--warm-up 3000] [--binary PROGRAM]

Enrolls, recognizes, compares, removes and asks for what is refused, from several connections at a time.
After the requests that do not count, the least memory that the service holds in the last third is
compared with the least in the first: a request may leave 1 KB, less than any picture, answer or
connection takes.
"""

import argparse
import http.client
import itertools
import os
import random
import sys
import tempfile
import threading

from server import Server, default_binary, drawing


def resident(process):
    """The memory that a process holds, in bytes."""
    with open(f"/proc/{process.pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def requests(rng, number):
    """One client's round: what is asked, and the answers that are right."""
    label = f"/classes/of-{number}-{rng.randrange(10)}"
    json = {"Content-Type": "application/json"}
    picture = drawing(rng)
    return [
        ("POST", f"{label}/examples", picture, json, 201),
        ("POST", "/classify", picture, json, 200),
        ("POST", "/verify", f'{{"a": {picture}, "b": {drawing(rng)}}}', json, 200),
        ("GET", "/classes", None, {}, 200),
        ("DELETE", label, None, {}, 204),
        ("POST", "/classify", '{"image": "AAAA"}', json, 422),
        ("POST", "/classify", picture[:-7], json, 400),
        ("GET", f"/classes/none-{rng.randrange(1 << 30)}", None, {}, 404),
        ("GET", "/metrics", None, {}, 200),
    ]


class Clients:
    """Threads that ask until there were so many requests."""

    def __init__(self, server, count):
        self.server, self.count = server, count
        self.numbers = itertools.count()
        self.readings, self.faults = [], []
        self.lock = threading.Lock()
        threads = [threading.Thread(target=self.work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def work(self, number):
        try:
            self.ask(number)
        except (OSError, http.client.HTTPException) as error:
            self.faults.append(f"the service does not answer any more: {error!r}")

    def ask(self, number):
        rng = random.Random(number)
        while not self.faults:
            # A connection for each round: they come and go as well.
            connection = self.server.connection(timeout=120)
            for method, path, body, headers, expected in requests(rng, number):
                sent = next(self.numbers)
                if sent >= self.count:
                    connection.close()
                    return
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                text = answer.read()
                if answer.status != expected:
                    self.faults.append(f"{method} {path}: {answer.status}, not {expected}: {text!r}")
                    return
                if sent % max(1, self.count // 60) == 0:
                    with self.lock:
                        self.readings.append((sent, resident(self.server.process)))
            connection.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=10000)
    parser.add_argument("--warm-up", type=int, default=3000)
    parser.add_argument("--binary", default=None)
    options = parser.parse_args()
    if options.requests < 60 or options.warm_up < 1:
        parser.error("expected 60 requests or more, and one to warm up")
    with tempfile.TemporaryDirectory() as folder:
        server = Server(options.binary or default_binary(), os.path.join(folder, "leaks.sqlite"))
        try:
            faults = Clients(server, options.warm_up).faults
            if not faults:
                clients = Clients(server, options.requests)
                faults = clients.faults
            if faults:
                sys.exit(f"leaks: {faults[0]}")
        finally:
            server.stop()
    readings = [memory for _, memory in sorted(clients.readings)]
    third = len(readings) // 3
    first, last = min(readings[:third]), min(readings[-third:])
    print(f"{options.requests} requests: {first / 1e6:.1f} MB at first, {last / 1e6:.1f} MB at last")
    if last - first > 1024 * options.requests * 2 // 3:
        sys.exit(f"leaks: the service holds {(last - first) / 1e6:.1f} MB more")


if __name__ == "__main__":
    main()
