#!/usr/bin/env python3
"""Kills the service at random moments while clients enroll, and sees that nothing is lost.

    Service/Scripts/kill.py [--rounds 50] [--enrollments 20] [--binary PROGRAM]

Each round starts the service on the same database, lets several clients enroll and delete, and sends
SIGKILL at a random moment after enough enrollments were answered. Then the database must be whole, and
the service, started again, must have every example that was answered with 201 and not deleted since,
with its whole picture, and none that was deleted with 204.
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import sqlite3
import sys
import tempfile
import threading
import time

from server import Server, default_binary, drawing


def os_exit(message):
    """Ends the whole program from any thread."""
    print(message, file=sys.stderr, flush=True)
    os._exit(1)


class Clients:
    """Threads that enroll until their service is gone, and what it acknowledged."""

    def __init__(self, server, present, deleted, seed):
        self.server, self.present, self.deleted = server, present, deleted
        self.lock = threading.Lock()
        self.answered = 0
        self.threads = [
            threading.Thread(target=self.work, args=(random.Random(f"{seed}-{number}"),))
            for number in range(4)
        ]
        for thread in self.threads:
            thread.start()

    def work(self, rng):
        connection = self.server.connection()
        own = []
        while True:
            try:
                if own and rng.random() < 0.15:
                    key = own.pop(rng.randrange(len(own)))
                    with self.lock:
                        # Until it is answered, it may be there or not.
                        self.present.discard(key)
                    connection.request("DELETE", f"/classes/{key[0]}/examples/{key[1]}")
                    answer = connection.getresponse()
                    answer.read()
                    if answer.status != 204:
                        os_exit(f"DELETE gave {answer.status}")
                    with self.lock:
                        self.deleted.add(key)
                    continue
                label = f"class-{rng.randrange(200)}"
                connection.request(
                    "POST", f"/classes/{label}/examples", drawing(rng),
                    {"Content-Type": "application/json"})
                answer = connection.getresponse()
                body = answer.read()
                if answer.status != 201:
                    os_exit(f"POST gave {answer.status}: {body!r}")
                key = (label, json.loads(body)["id"])
                own.append(key)
                with self.lock:
                    self.present.add(key)
                    self.answered += 1
            except (OSError, http.client.HTTPException, ValueError):
                return


def check(server, present, deleted):
    """Compares what the service has with what it acknowledged; the number of unacknowledged examples."""
    status, body = server.get("/classes")
    assert status == 200, status
    listed = {
        (entry["label"], example["id"])
        for entry in json.loads(body)["classes"] for example in entry["examples"]
    }
    lost = present - listed
    assert not lost, f"lost: {sorted(lost)[:5]}"
    assert not deleted & listed, f"back again: {sorted(deleted & listed)[:5]}"
    ids = [identifier for _, identifier in listed]
    assert len(ids) == len(set(ids)), "an example stands twice"
    health = json.loads(server.get("/health")[1])
    assert health["examples"] == len(listed), (health, len(listed))
    for label, identifier in random.sample(sorted(listed), min(50, len(listed))):
        status, png = server.get(f"/classes/{label}/examples/{identifier}.png")
        assert status == 200 and png[:4] == b"\x89PNG" and png[-8:-4] == b"IEND", (label, identifier)
    return listed - present


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--enrollments", type=int, default=20, help="at least so many a round")
    parser.add_argument("--binary", default=None)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    binary = options.binary or default_binary()
    rng = random.Random(options.seed)
    present, deleted, total, unanswered = set(), set(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        database = f"{folder}/kill.sqlite"
        for number in range(options.rounds):
            server = Server(binary, database)
            clients = Clients(server, present, deleted, f"{options.seed}-{number}")
            deadline = time.time() + 60
            while clients.answered < options.enrollments and time.time() < deadline:
                time.sleep(0.001)
            time.sleep(rng.uniform(0, 0.05))
            server.kill()
            for thread in clients.threads:
                thread.join()
            assert clients.answered >= options.enrollments, "the service is too slow"
            total += clients.answered
            # Closed before the service starts: beside a connection that outlived the writer, SQLite would show
            # what the writer had not come to publish only after that connection has gone, too.
            with contextlib.closing(sqlite3.connect(database)) as connection:
                whole = connection.execute("PRAGMA integrity_check").fetchall()
            assert whole == [("ok",)], whole
            server = Server(binary, database)
            extra = check(server, present, deleted)
            # What was committed and not yet answered is whole too, and stays.
            unanswered += len(extra)
            present |= extra
            assert server.stop() == 0, "the service did not end in order"
    print(
        f"{options.rounds} kills, {total} enrollments answered, none lost; "
        f"{unanswered} more were stored before their answer was sent")


if __name__ == "__main__":
    main()
