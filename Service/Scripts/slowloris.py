#!/usr/bin/env python3
"""Opens connections that send as little as they can, and sees that the service lives with them.

    Service/Scripts/slowloris.py [--connections 200] [--binary PROGRAM]

Half of the connections never end their head, the others send a body of 10 MB a byte at a time. Meanwhile
the service must answer others quickly, and within a minute all slow connections must be closed.
"""

import argparse
import select
import socket
import tempfile
import time

from server import Server, default_binary


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--connections", type=int, default=200)
    parser.add_argument("--binary", default=None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(options.binary or default_binary(), f"{folder}/slow.sqlite")
        slow = []
        for number in range(options.connections):
            client = socket.create_connection(("127.0.0.1", server.port))
            client.sendall(b"POST /classify HTTP/1.1\r\nHost: localhost\r\n")
            if number % 2:
                client.sendall(b"Content-Type: image/png\r\nContent-Length: 9000000\r\n\r\n")
            slow.append((client, bool(number % 2)))
        start, slowest, closed = time.time(), 0.0, {False: [], True: []}
        while slow and time.time() - start < 75:
            began = time.time()
            assert server.get("/health")[0] == 200
            slowest = max(slowest, time.time() - began)
            left = []
            for client, is_body in slow:
                try:
                    client.sendall(b"x" if is_body else b"X-Slow: 1\r\n")
                    readable, _, _ = select.select([client], [], [], 0)
                    if readable and client.recv(1000) == b"":
                        raise OSError
                    left.append((client, is_body))
                except OSError:
                    closed[is_body].append(time.time() - start)
                    client.close()
            slow = left
            time.sleep(1)
        code = server.stop()
    assert not slow, f"{len(slow)} slow connections are still open"
    assert slowest < 2, f"an answer took {slowest:.2f} s"
    assert code == 0, code
    print(
        f"{options.connections} slow connections: those without an end of their head were closed after "
        f"{max(closed[False]):.0f} s at most, those with a slow body after {max(closed[True]):.0f} s; "
        f"other requests took at most {slowest * 1000:.0f} ms")


if __name__ == "__main__":
    main()
