"""Runs all modules of tests, or what is named, in lanes side by side; see CONTRIBUTING.md.

Exit codes: 0 all passed, 1 something failed or no test ran, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import Mapping, Sequence

from lanes import modules
from lanes.bed import TESTBED
from lanes.memory import Files, Memory, programs
from lanes.queue import Queue
from lanes.run import Run
from nodes.settings import Settings

KIT = TESTBED.parent
_INOTIFY = Path("/proc/sys/fs/inotify/max_user_instances")
_INOTIFY_PER_NODE = 7
# What needs no node; a fault in it is told before any is made.
HERMETIC = [
    modules.Module(str(folder.relative_to(KIT)), ("--discover", str(folder), str(top)), known_seconds=20)
    for folder, top in ((KIT / "ansible/tests", KIT / "ansible/tests"), (TESTBED / "tests", TESTBED))
]


def _lanes(text: str) -> int:
    if not (text.isdigit() and 1 <= int(text) <= 9):
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to 9")
    return int(text)


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="testbed/verify", description=(__doc__ or "").split(";", 1)[0] + ".")
    parser.add_argument("--lanes", type=_lanes, default=2, metavar="N", help="testbeds at a time (default: 2)")
    parser.add_argument("--keep", action="store_true", help="leave the nodes of each lane's last module up")
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--no-nodes", action="store_true", help="only what needs none")
    part.add_argument("--nodes-only", action="store_true", help="nothing but what needs nodes")
    parser.add_argument(
        "--again", action="store_true", help="also what has passed here of late, with the very same files and programs"
    )
    parser.add_argument("--list", action="store_true", help="print the modules in the order of the queue, run none")
    parser.add_argument("names", nargs="*", metavar="test", help="such as test_firewall, or test_x.Class.test_y")
    options = parser.parse_args(words)
    known = modules.Known((KIT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    try:
        options.modules = modules.find(TESTBED / "verification", options.names, known)
    except modules.NoSuchModule as error:
        parser.error(str(error))
    _refuse_more_than_fit(parser, options)
    return options


def _refuse_more_than_fit(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """All nodes take root's inotify instances, without which no systemd starts."""
    wanted = sum(sorted((module.nodes for module in options.modules), reverse=True)[: options.lanes])
    limit = int(_INOTIFY.read_text(encoding="ascii"))
    if wanted * _INOTIFY_PER_NODE > limit:
        parser.error(
            f"{options.lanes} lanes have up to {wanted} nodes, and fs.inotify.max_user_instances is {limit}."
            f" Try: fewer lanes, or sysctl fs.inotify.max_user_instances={64 * (wanted // 4 + 1)}"
        )


def _cache(environment: Mapping[str, str]) -> Path:
    return Settings.of(environment, TESTBED / ".state").cache / "passed"


def _command(module: modules.Module, notes: Path) -> list[str]:
    return [sys.executable, "-m", "verification", "--events", str(notes), *module.arguments]


def main(words: Sequence[str]) -> int:
    """Carries it out; returns the exit code."""
    options = _options(words)
    if options.list:
        queue = Queue(options.modules)
        while module := queue.take():
            print(f"{module.name}: {module.holds}")
        return 0
    given = os.environ.get("TESTBED_DIR")
    parent = Path(given).resolve() if given else Path(tempfile.mkdtemp(prefix="flink-variance-verify.", dir="/var/tmp"))
    memory = Memory(Files.of(KIT), _cache(os.environ), programs())
    run = Run(parent, TESTBED / ".state/failed", _command, keep=options.keep, remember=memory.remember)
    wanted = [] if options.no_nodes else options.modules
    remembered = [] if options.again or options.keep else [one for one in map(memory.recall, wanted) if one]
    known = {outcome.module.name for outcome in remembered}
    code = run.to_the_end(
        [] if options.nodes_only else HERMETIC,
        [module for module in wanted if module.name not in known],
        options.lanes,
        remembered,
    )
    if not given and not options.keep:
        run.remove_parent()
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
