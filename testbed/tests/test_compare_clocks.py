"""What a JobManager's node says of the clocks of others, with an ssh that stays on this machine."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import List

_SCRIPT = (
    Path(__file__).resolve().parents[2] / "deploy-tool/src/main/resources/io/flinkvariance/cluster/compare_clocks.py"
)

# The host is the last word but one. What `ahead` answers is another clock's, an hour ahead.
_SSH = """#!/bin/sh
printf '%s ' "$@" >>"$CALLS"
while [ $# -gt 2 ]; do shift; done
case $1 in
here) exec sh -c "$2" ;;
ahead) sh -c "$2" | { read -r name; echo ahead; while read -r now; do echo $((now + 3600000000)); done; } ;;
denied) echo 'Warning: added.' >&2; echo 'Permission denied (publickey).' >&2; exit 255 ;;
broken) echo another; read question; echo soon; exec sleep 5 ;;
cut) echo another; read question; exit 255 ;;
esac
"""


class CompareClocksTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "conf").mkdir()
        self.boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        ssh = self.folder / "ssh"
        ssh.write_text(_SSH)
        ssh.chmod(0o755)

    def compared(self, slaves: str, options: str = "") -> List[str]:
        (self.folder / "conf/slaves").write_text(slaves)
        (self.folder / "conf/flink-conf.yaml").write_text(f"rest.port: 8081\n{options}")
        environment = {
            **os.environ,
            "PATH": f"{self.folder}:{os.environ['PATH']}",
            "CALLS": str(self.folder / "calls"),
        }
        command = [sys.executable, "-c", _SCRIPT.read_text(), str(self.folder)]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(ended.returncode, 0, ended.stderr)
        at, *lines = ended.stdout.splitlines()
        self.assertRegex(at, f"^at {self.boot} [0-9]+$")
        return lines

    def test_a_clock_agrees_with_itself_within_what_is_said(self) -> None:
        [line] = self.compared("here\n")
        word, name, ahead, uncertainty = line.split()
        self.assertEqual((word, name), ("clock", self.boot))
        self.assertLessEqual(abs(int(ahead)), int(uncertainty))

    def test_an_hour_ahead_is_an_hour_within_what_is_said(self) -> None:
        [line] = self.compared("ahead\n")
        word, name, ahead, uncertainty = line.split()
        self.assertEqual((word, name), ("clock", "ahead"))
        self.assertLessEqual(abs(int(ahead) - 3_600_000_000), int(uncertainty))

    def test_a_host_counts_once_and_this_one_not_at_all(self) -> None:
        lines = self.compared("here # the first\n\n127.0.0.1\nlocalhost\nhere\n")
        self.assertEqual(len(lines), 1, lines)

    def test_what_ssh_is_told_by_flink_is_told_to_it(self) -> None:
        self.compared("here\n", "env.ssh.opts: -p 23\nenv.ssh.opts: -i '/a b/key' -p 22\n")
        called = (self.folder / "calls").read_text()
        self.assertIn("-o ConnectTimeout=10 -i /a b/key -p 22 here ", called)

    def test_hosts_that_do_not_answer_are_named_with_ssh_s_last_words(self) -> None:
        self.assertEqual(
            self.compared("denied\nbroken\ncut\n"),
            [
                "failed broken it ended in the middle",
                "failed cut it ended in the middle",
                "failed denied Permission denied (publickey).",
            ],
        )

    def test_a_cluster_of_this_machine_alone_has_one_clock(self) -> None:
        self.assertEqual(self.compared("localhost\n"), [])


if __name__ == "__main__":
    unittest.main()
