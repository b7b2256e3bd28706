import contextlib
import io
import os
import sys
import unittest
from typing import List, Tuple
from unittest import mock

from nodes import cli, faults
from nodes.settings import Settings


def run(arguments: List[str]) -> Tuple[int, str]:
    """(exit code, stderr) of a command that must not get as far as doing something."""
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        try:
            code = cli.main(arguments)
        except SystemExit as exit_:
            code = int(exit_.code or 0)
    return code, said.getvalue()


class UsageTest(unittest.TestCase):
    def test_wrong_usage_exits_2_and_says_what_is_wrong(self) -> None:
        cases = {
            "": "COMMAND",
            "fly": "invalid choice",
            "up many": "many is not a number from 1 to 99",
            "up 0": "0 is not a number",
            "up 100": "100 is not a number",
            "up 3 --outsiders -1": "outsiders",
            "up 3 --flavour gentoo": "invalid choice: 'gentoo'",
            "reset": "NODE",
            "reset 1": "1 is no node",
            "reset n0": "n0 is no node",
            "kill n100": "n100 is no node",
            "snapshot": "NAME",
            "snapshot ../up": "../up is no name: lower-case letters, digits and hyphens make one",
            "snapshot before 1": "1 is no node",
            "restore": "NAME",
            "cut n1": "B",
            "loss n1 101": "101 is not a number from 0 to 100",
            "loss n1 nan": "nan is not a number",
            "rate n1 fast": "fast is no rate such as",
            "delay n1 -1": "delay",
            "delay n1 99999": "99999 is not a number",
        }
        for line, message in cases.items():
            with self.subTest(line):
                code, said = run(line.split())
                self.assertEqual(2, code)
                self.assertIn(message, said)

    def test_help_exits_0(self) -> None:
        self.assertEqual(0, run(["--help"])[0])
        self.assertEqual(0, run(["delay", "--help"])[0])

    def test_words_after_the_node_belong_to_the_remote_command(self) -> None:
        line = ["ssh", "--user", "flink", "n2", "ls", "-l", "--user"]
        options = cli.parser().parse_args(line)
        self.assertEqual("flink", options.user)
        self.assertEqual(2, options.node)
        self.assertEqual(["ls", "-l", "--user"], options.words)

    def test_options_of_a_command_to_run_are_not_taken_for_own_ones(self) -> None:
        options = cli.parser().parse_args(["run", "ansible", "-i", "x", "--help"])
        self.assertEqual(["ansible", "-i", "x", "--help"], options.words)


class MachineTest(unittest.TestCase):
    def test_a_user_who_is_not_root_is_told_so(self) -> None:
        with mock.patch.object(os, "geteuid", return_value=1000):
            code, said = run(["status"])
        self.assertEqual(1, code)
        self.assertRegex(said, r"^\[testbed\] starting failed: .*root.*\. Try: sudo ")

    def test_another_system_than_linux_is_told_so(self) -> None:
        with mock.patch.object(sys, "platform", "darwin"):
            code, said = run(["status"])
        self.assertEqual(1, code)
        self.assertIn("this is darwin", said)

    def test_a_folder_that_a_mount_cannot_name_is_refused(self) -> None:
        with mock.patch.object(os, "geteuid", return_value=0):
            with mock.patch.dict(os.environ, {"TESTBED_DIR": "/tmp/my project"}):
                code, said = run(["status"])
        self.assertEqual(1, code)
        self.assertIn("Try: set TESTBED_DIR", said)


class RateTest(unittest.TestCase):
    def test_units_are_powers_of_ten(self) -> None:
        self.assertEqual(512e3, faults.bits_per_second("512kbit"))
        self.assertEqual(1.5e9, faults.bits_per_second("1.5gbit"))

    def test_what_tc_would_read_in_another_way_is_refused(self) -> None:
        for text in ("10", "10mbps", "0mbit", "-1mbit", "10 mbit", "mbit"):
            with self.subTest(text), self.assertRaises(ValueError):
                faults.bits_per_second(text)


class DefaultsTest(unittest.TestCase):
    def test_the_state_lies_beside_the_program_unless_told_otherwise(self) -> None:
        with mock.patch.dict(os.environ, {"HOME": "/root"}, clear=True):
            settings = Settings.of(os.environ, cli._DEFAULT_STATE)
        self.assertEqual("testbed", settings.state.parent.name)
        self.assertEqual(".state", settings.state.name)
