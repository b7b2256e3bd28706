"""Asks a Kafka, by its protocol, what is there, and puts something there: a program of its own, to be run in another network.

    kafka_client.py HOST PORT topics        their names, a line each
    kafka_client.py HOST PORT groups        those of consumers, a line each
    kafka_client.py HOST PORT make NAME     a topic of one partition, and a group that has read all of it

Kafka's own programs for this are in no library of the kit's. The requests are the oldest ones that Kafka 3.9 knows, whose
fields have a fixed form: https://kafka.apache.org/protocol
"""

from __future__ import annotations

import socket
import struct
import sys
import time

_METADATA, _OFFSET_COMMIT, _FIND_COORDINATOR, _LIST_GROUPS, _CREATE_TOPICS = 3, 8, 10, 16, 19
_TIMEOUT_SECONDS = 10.0
# For the topic of the groups' offsets, which is made when the first of them is asked for.
_PATIENCE_SECONDS = 60.0


def _text(value: str) -> bytes:
    return struct.pack(">h", len(value.encode())) + value.encode()


class _Answer:
    """The fields of an answer, one after the other."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def _bytes(self, count: int) -> bytes:
        self._at += count
        return self._content[self._at - count : self._at]

    def number(self, size: int = 4) -> int:
        """A number of so many bytes."""
        return int.from_bytes(self._bytes(size), "big", signed=True)

    def text(self) -> str:
        """A text with its length before it."""
        return self._bytes(self.number(2)).decode()

    def numbers(self) -> list[int]:
        """An array of numbers."""
        return [self.number() for _ in range(self.number())]

    def require_success(self) -> None:
        """Reads an error code, which has to be 0."""
        code = self.number(2)
        if code != 0:
            raise ConnectionError(f"Kafka answers with error code {code}")


class Client:
    """A connection to the only broker of a Kafka."""

    def __init__(self, host: str, port: int) -> None:
        self._socket = socket.create_connection((host, port), timeout=_TIMEOUT_SECONDS)

    def _receive(self, count: int) -> bytes:
        received = b""
        while len(received) < count:
            more = self._socket.recv(count - len(received))
            if not more:
                raise ConnectionError("Kafka has closed the connection")
            received += more
        return received

    def _ask(self, request: int, version: int, body: bytes) -> _Answer:
        message = struct.pack(">hhi", request, version, 0) + _text("testbed") + body
        self._socket.sendall(struct.pack(">i", len(message)) + message)
        answer = _Answer(self._receive(int.from_bytes(self._receive(4), "big")))
        answer.number()  # Whose answer it is: there is one request at a time.
        return answer

    def topics(self) -> list[str]:
        """The names of all topics, Kafka's own among them."""
        answer = self._ask(_METADATA, 0, struct.pack(">i", 0))
        for _ in range(answer.number()):
            _broker = (answer.number(), answer.text(), answer.number())
        names = []
        for _ in range(answer.number()):
            answer.require_success()
            names.append(answer.text())
            for _ in range(answer.number()):
                answer.require_success()
                _partition_and_leader = (answer.number(), answer.number())
                _replicas = (answer.numbers(), answer.numbers())
        return sorted(names)

    def groups(self) -> list[str]:
        """The names of the groups of consumers."""
        answer = self._ask(_LIST_GROUPS, 0, b"")
        answer.require_success()
        named = [(answer.text(), answer.text()) for _ in range(answer.number())]
        return sorted(name for name, _kind in named)

    def make(self, name: str) -> None:
        """Makes an empty topic, and a group of the same name that has committed an offset of it."""
        one_partition = struct.pack(">ihii", 1, 1, 0, 0)
        timeout_millis = struct.pack(">i", int(1000 * _TIMEOUT_SECONDS))
        answer = self._ask(_CREATE_TOPICS, 0, struct.pack(">i", 1) + _text(name) + one_partition + timeout_millis)
        _of_one = (answer.number(), answer.text())
        answer.require_success()
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                self._ask(_FIND_COORDINATOR, 0, _text(name)).require_success()
                self._commit(name)
                return
            except ConnectionError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)

    def _commit(self, name: str) -> None:
        no_member = struct.pack(">i", -1) + _text("") + struct.pack(">q", -1)
        offset = struct.pack(">iiqh", 1, 0, 0, -1)
        body = _text(name) + no_member + struct.pack(">i", 1) + _text(name) + offset
        answer = self._ask(_OFFSET_COMMIT, 2, body)
        _of_one_partition = (answer.number(), answer.text(), answer.number(), answer.number())
        answer.require_success()


def main() -> None:
    host, port, what, *names = sys.argv[1:]
    client = Client(host, int(port))
    if what == "make":
        client.make(names[0])
    else:
        print("\n".join({"topics": client.topics, "groups": client.groups}[what]()))


if __name__ == "__main__":
    main()
