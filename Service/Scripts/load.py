#!/usr/bin/env python3
"""How many pictures a second the service classifies, and the same network behind FastAPI.

    Service/Scripts/load.py LEG.onnx [--seconds 10] [--rounds 3] [--python PYTHON] [--binary PROGRAM]

Needs `wrk`. Both have 1,000 classes; wrk posts 210x210 PNG drawings over 1, 8 and 64 connections, to each
service in turn, `--rounds` times; of the rounds the median is printed. Memory is the largest resident size
of the service with all its processes, and CPU what they used a request, which other programs on the machine
disturb less than times. All on this machine, so wrk takes its part of the processors.
LEG.onnx: swift run NetworkExample export Sources/Pretrained/handwriting.safetensors --to LEG.onnx
"""

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

from server import Server, default_binary, drawing

HERE = os.path.dirname(os.path.abspath(__file__))
PEER = os.path.join(HERE, "..", "..", "Benchmarks", "Peers", "service_peer.py")
PICTURES = 64


def post(port, path, body, kind):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", data=body, headers={"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


def family(process):
    """A process and those that it started."""
    found, queue = [], [process]
    while queue:
        number = queue.pop()
        try:
            with open(f"/proc/{number}/task/{number}/children") as children:
                queue += [int(child) for child in children.read().split()]
            found.append(number)
        except OSError:
            pass
    return found


def resident(process):
    """The resident memory of a process and its children, in MB."""
    total = 0
    for number in family(process):
        with open(f"/proc/{number}/status") as status:
            for line in status:
                if line.startswith("VmRSS:"):
                    total += int(line.split()[1]) / 1024
    return total


def processor_time(process):
    """What a process and its children have used of the processors, in seconds."""
    total = 0
    for number in family(process):
        with open(f"/proc/{number}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


class Memory:
    """The largest resident memory while it watches."""

    def __init__(self, process):
        self.largest, self.goes_on = 0, True
        self.thread = threading.Thread(target=self.watch, args=(process,))
        self.thread.start()

    def watch(self, process):
        while self.goes_on:
            self.largest = max(self.largest, resident(process))
            time.sleep(0.05)

    def stop(self):
        self.goes_on = False
        self.thread.join()
        return self.largest


def load(port, process, pictures, connections, seconds):
    memory, before = Memory(process), processor_time(process)
    command = [
        "wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--timeout", "30s",
        "-s", os.path.join(HERE, "load.lua"), f"http://127.0.0.1:{port}/classify", "--", pictures,
        str(PICTURES)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    result = next(line for line in output.splitlines() if line.startswith("RESULT"))
    used = processor_time(process) - before
    rate, p50, p99, count, errors = result.split()[1:]
    if int(errors):
        sys.exit(f"{errors} requests failed\n{output}")
    return float(rate), float(p50), float(p99), 1000 * used / int(count), memory.stop()


def start_peer(options, leg, port):
    process = subprocess.Popen(
        [options.python, os.path.basename(PEER), os.path.abspath(leg), "--port", str(port),
         "--workers", str(options.workers), "--threads", str(options.peer_threads),
         "--pool", str(options.peer_pool), "--views", str(options.views)], cwd=os.path.dirname(PEER))
    for _ in range(120):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1).read()
            return process
        except OSError:
            time.sleep(0.5)
    sys.exit("the peer did not start")


def enroll(server, folder):
    """1,000 classes, and pictures to ask for."""
    rng = random.Random(1)
    for number in range(1000):
        answer = post(
            server.port, f"/classes/class-{number}/examples", drawing(rng).encode(),
            "application/json")
        if number < PICTURES:
            url = f"http://127.0.0.1:{server.port}/classes/class-{number}/examples/{answer['id']}.png"
            with urllib.request.urlopen(url) as picture, \
                    open(f"{folder}/{number + 1}.png", "wb") as file:
                file.write(picture.read())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("leg")
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", default="1,8,64")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--binary", default=None)
    parser.add_argument("--workers", type=int, default=1, help="of the peer")
    parser.add_argument("--peer-threads", type=int, default=1, help="of ONNX Runtime")
    parser.add_argument("--peer-pool", type=int, default=2, help="requests at a time")
    parser.add_argument("--views", type=int, default=4, help="of the peer")
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is missing; on Debian: apt-get install wrk")
    rows = {}
    with tempfile.TemporaryDirectory() as folder:
        server = Server(options.binary or default_binary(), f"{folder}/load.sqlite")
        start = time.time()
        enroll(server, folder)
        print(f"1,000 classes enrolled one by one in {time.time() - start:.1f} s", flush=True)
        peer = start_peer(options, options.leg, 8090)
        try:
            for _ in range(options.rounds):
                for connections in [int(text) for text in options.connections.split(",")]:
                    for name, port, process in [
                        ("OneShotService", server.port, server.process.pid),
                        ("FastAPI, ONNX Runtime", 8090, peer.pid),
                    ]:
                        found = load(port, process, folder, connections, options.seconds)
                        rows.setdefault((connections, name), []).append(found)
        finally:
            server.stop()
            peer.terminate()
            peer.wait()
    print("| connections | service | requests/s | p50, ms | p99, ms | CPU, ms | memory, MB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for (connections, name), found in rows.items():
        rate, p50, p99, used, memory = (statistics.median(column) for column in zip(*found))
        print(
            f"| {connections} | {name} | {rate:.0f} | {p50:.2f} | {p99:.2f} | {used:.2f} | "
            f"{memory:.0f} |")


if __name__ == "__main__":
    main()
