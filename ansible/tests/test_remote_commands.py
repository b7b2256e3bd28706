"""The nodes' basic commands are asked for options only that every coreutils knows: GNU's, and the one in Rust that Ubuntu
has from 25.10 on. POSIX options where there are any; the others of this list were tried with both."""

import re
import unittest
from pathlib import Path
from typing import Any, Iterator

import yaml

ANSIBLE = Path(__file__).resolve().parent.parent
MODULES = ("ansible.builtin.shell", "ansible.builtin.command", "ansible.builtin.raw")
# Commands of coreutils, and their options.
KNOWN: dict[str, set[str]] = {
    **{name: set() for name in ("basename", "cat", "date", "dirname", "echo", "hostname", "printf", "readlink")},
    **{name: set() for name in ("realpath", "rmdir", "seq", "sha1sum", "sleep", "sync", "tee", "touch", "uname")},
    "chmod": {"-R"},
    "chown": {"-R"},
    "cp": {"-R", "-p"},
    "cut": {"-c", "-d", "-f"},
    "df": {"-Pk"},
    "head": {"-n"},
    "id": {"-gn", "-un"},
    "install": {"-d", "-g", "-m", "-o"},
    "ln": {"-s"},
    "ls": {"-t"},
    "mkdir": {"-m", "-p"},
    "mv": {"-T"},
    "rm": {"-r", "-rf"},
    "sort": {"-u"},
    "stat": {"-c"},
    "tail": {"-n"},
    "test": {"-d", "-e", "-f", "-n", "-x", "-z"},
    "tr": set(),
    "wc": {"-l"},
}
BOUNDARY = re.compile(r"[;|&(){}\n]")
# Words that another command follows.
LEADING = {"if", "then", "do", "else", "elif", "!", "exec", "while", "until", "timeout"}


def scripts(tasks: Any) -> Iterator[str]:
    """The texts that the tasks hand to a shell or run as a command."""
    if isinstance(tasks, list):
        for task in tasks:
            yield from scripts(task)
    elif isinstance(tasks, dict):
        for key, value in tasks.items():
            if key in MODULES:
                yield value if isinstance(value, str) else value["cmd"]
            elif key == "node_look":
                yield from value.get("commands", {}).values()
            else:
                yield from scripts(value)


def options(script: str) -> Iterator[tuple[str, str]]:
    """Every command of coreutils in a script, with each of its options."""
    plain = re.sub(r"\{%.*?%\}", "", re.sub(r"\{\{.*?\}\}", "X", script, flags=re.DOTALL), flags=re.DOTALL)
    command = ""
    for word in re.findall(r"[;|&(){}\n]|[^\s;|&(){}]+", plain):
        bare = word.strip("\"'$`")
        if BOUNDARY.fullmatch(bare) or bare in LEADING or not bare:
            command = ""
        elif not command:
            # A number or a variable is what timeout takes before the command.
            command = "" if bare == "X" or bare.isdigit() else bare.rpartition("/")[2]
        elif bare.startswith("-") and bare != "--" and command in KNOWN:
            yield command, bare


class RemoteCommandsTest(unittest.TestCase):
    def test_options_are_found_wherever_a_command_stands(self) -> None:
        script = "if test -e x; then\n echo \"a: '$(stat --format=%U {{ file }} | cut -c 1)'\" && df -Pm /\nfi"
        self.assertEqual(list(options(script)), [("test", "-e"), ("stat", "--format=%U"), ("cut", "-c"), ("df", "-Pm")])

    def test_every_option_is_known_to_every_coreutils(self) -> None:
        seen = 0
        for path in sorted(ANSIBLE.rglob("*.yml")):
            for script in scripts(yaml.safe_load(path.read_text(encoding="utf-8"))):
                for command, option in options(script):
                    seen += 1
                    with self.subTest(file=path.relative_to(ANSIBLE).as_posix(), command=command):
                        self.assertIn(option, KNOWN[command])
        self.assertGreater(seen, 20, "the scripts were read")

    def test_units_ask_for_known_options_too(self) -> None:
        for path in sorted(ANSIBLE.glob("roles/*/templates/*.service.j2")):
            for line in path.read_text(encoding="utf-8").splitlines():
                key, _, script = line.partition("=")
                if key.startswith("Exec"):
                    for command, option in options(script.lstrip("+-!@:")):
                        with self.subTest(file=path.name, command=command):
                            self.assertIn(option, KNOWN[command])


if __name__ == "__main__":
    unittest.main()
