"""Compares this machine's clock with those of the hosts in conf/slaves. Arguments: Flink's folder.

Both clocks are CLOCK_MONOTONIC, as of Java's System.nanoTime, in microseconds; their names are the kernels' boot ids. A
host tells its time in the middle of a question and its answer, as far as anybody can say, so it is wrong by half of
that time at most: of some questions the shortest counts (Cristian, "Probabilistic clock synchronization", 1989).

Prints `at NAME NOW` for this machine, and a line for each host, by the way that start-cluster.sh takes:
`clock NAME AHEAD UNCERTAINTY`, or `failed HOST WHY`. Runs with whatever Python 3 a machine has.
"""

import concurrent.futures
import os
import re
import shlex
import subprocess
import sys
import threading
import time

ROUNDS = 16
DEADLINE_SECONDS = 15.0
# A login is some work for this machine, too.
AT_ONCE = 16

ANSWER = """
import sys, time
print(open("/proc/sys/kernel/random/boot_id").read().strip(), flush=True)
for question in iter(sys.stdin.readline, ""):
    print("%d" % (time.monotonic() * 1e6), flush=True)
"""


def micros() -> int:
    return int(time.monotonic() * 1e6)


def compared(host: str, options: "list[str]") -> str:
    command = ["ssh", "-o", "ConnectTimeout=10", *options, host, "python3 -c " + shlex.quote(ANSWER)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as there:
        assert there.stdin and there.stdout and there.stderr
        watchdog = threading.Timer(DEADLINE_SECONDS, there.kill)
        watchdog.start()
        try:
            name = there.stdout.readline().decode().strip()
            shortest, ahead = float("inf"), 0.0
            for _ in range(ROUNDS if name else 0):
                asked = micros()
                there.stdin.write(b"\n")
                there.stdin.flush()
                told = int(there.stdout.readline())
                answered = micros()
                if answered - asked < shortest:
                    shortest, ahead = answered - asked, told - (asked + answered) / 2
            there.stdin.close()
            if name:
                # Each of the three readings is rounded down, by less than one.
                return f"clock {name} {round(ahead)} {round(shortest / 2) + 2}"
            why = there.stderr.read().decode(errors="replace").strip().splitlines()
        except (OSError, ValueError):
            why = []
        finally:
            watchdog.cancel()
            there.kill()
    return f"failed {host} {why[-1] if why else 'it ended in the middle'}"


def text(path: str) -> str:
    with open(path, encoding="utf-8") as file:
        return file.read()


def main(home: str) -> None:
    conf = os.environ.get("FLINK_CONF_DIR") or home + "/conf"
    options = re.findall(r"^env\.ssh\.opts: *(.*)$", text(conf + "/flink-conf.yaml"), re.MULTILINE)[-1:]
    hosts = {line.split("#")[0].strip() for line in text(conf + "/slaves").splitlines()}
    print("at", text("/proc/sys/kernel/random/boot_id").strip(), micros())
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        words = shlex.split(" ".join(options))
        for line in pool.map(lambda host: compared(host, words), sorted(hosts - {"", "localhost", "127.0.0.1"})):
            print(line)


main(sys.argv[1])
