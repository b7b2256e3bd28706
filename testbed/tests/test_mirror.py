import tempfile
import unittest
from pathlib import Path

from nodes.errors import TestbedError
from nodes.mirror import Mirror, Source, choose, parse_deb822, parse_one_line, read_machine
from nodes.relay import host_entries

MAIN = ("main",)


def missing(name: str) -> str:
    raise FileNotFoundError(2, "No such file or directory", name)


class OneLineTest(unittest.TestCase):
    def test_options_comments_and_source_packages_are_understood(self) -> None:
        text = """
# deb http://old.example/debian bookworm main
deb-src http://a.example/debian bookworm main
deb [arch=amd64 signed-by=/k.gpg] http://a.example/debian bookworm main contrib # ours
deb http://a.example/debian-security bookworm-security main
"""
        expected = [
            Source("http://a.example/debian", "bookworm", ("main", "contrib")),
            Source("http://a.example/debian-security", "bookworm-security", MAIN),
        ]
        self.assertEqual(expected, parse_one_line(text, "list"))

    def test_a_line_that_is_none_is_named(self) -> None:
        with self.assertRaisesRegex(TestbedError, "my.list line 2 is no apt source"):
            parse_one_line("\ndeb http://a.example/debian\n", "my.list")


class Deb822Test(unittest.TestCase):
    def test_each_suite_and_address_is_a_source(self) -> None:
        text = """\
# comment
Types: deb deb-src
URIs: http://a.example/debian
Suites: bookworm
# a comment inside
 bookworm-updates
Components: main non-free-firmware
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----

types: deb
uris: http://b.example/debian
suites: sid
components: main
"""
        both = ("main", "non-free-firmware")
        expected = [
            Source("http://a.example/debian", "bookworm", both),
            Source("http://a.example/debian", "bookworm-updates", both),
            Source("http://b.example/debian", "sid", MAIN),
        ]
        self.assertEqual(expected, parse_deb822(text))

    def test_what_is_switched_off_or_holds_no_binaries_is_left_out(self) -> None:
        stanza = "URIs: http://a.example/debian\nSuites: sid\nComponents: main\n"
        self.assertEqual([], parse_deb822(f"Types: deb\nEnabled: no\n{stanza}"))
        self.assertEqual([], parse_deb822(f"Types: deb-src\n{stanza}"))


class ChoiceTest(unittest.TestCase):
    def test_archive_and_security_archive_are_told_apart(self) -> None:
        sources = [
            Source("https://apt.example/tool", "bookworm", MAIN),
            Source("http://s.example/debian-security/", "bookworm-security", MAIN),
            Source("http://m.example/debian/", "bookworm-updates", MAIN),
            Source("http://m.example/debian/", "bookworm", MAIN),
        ]
        expected = Mirror("http://m.example/debian", "http://s.example/debian-security")
        self.assertEqual(expected, choose(sources, missing))

    def test_a_machine_of_another_distribution_is_told_what_to_set(self) -> None:
        sources = [Source("http://a.example/ubuntu", "jammy", MAIN)]
        with self.assertRaisesRegex(TestbedError, "none .* Try: set TESTBED_MIRROR"):
            choose(sources, missing)

    def test_what_cannot_be_relayed_is_refused_with_the_reason(self) -> None:
        cases = {
            "cdrom:[Debian]/": "not an http or https address",
            "file:/srv/debian": "not an http or https address",
            "mirror+http://a.example/list": "not an http or https address",
            "mirror+file:/gone": "cannot be read",
            "http://a.example:port/debian": "Port",
            "https://me:secret@a.example/debian": "holds a password",
        }
        for uri, reason in cases.items():
            with self.subTest(uri):
                with self.assertRaisesRegex(TestbedError, reason) as caught:
                    choose([Source(uri, "bookworm", MAIN)], missing)
                self.assertNotIn("secret", str(caught.exception))

    def test_a_list_of_mirrors_in_a_file_gives_its_first(self) -> None:
        lists = {"/m.list": "# ours\nhttp://m.example/debian\tpriority:1\n"}
        sources = [Source("mirror+file:/m.list", "bookworm", MAIN)]
        self.assertEqual(Mirror("http://m.example/debian"), choose(sources, lists.__getitem__))


class EndpointsTest(unittest.TestCase):
    def test_one_host_has_one_relay_and_two_have_two(self) -> None:
        one = Mirror("http://a.example/debian", "http://a.example/debian-security")
        self.assertEqual([("a.example", 80)], one.endpoints())
        self.assertEqual(["10.77.0.1 a.example"], host_entries(one))
        two = Mirror("https://a.example/debian", "http://b.example:8080/s")
        self.assertEqual([("a.example", 443), ("b.example", 8080)], two.endpoints())
        expected = ["10.77.0.1 a.example", "10.77.0.2 b.example"]
        self.assertEqual(expected, host_entries(two))


class MachineTest(unittest.TestCase):
    def test_both_kinds_of_files_are_read_and_others_are_not(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            apt = Path(folder)
            (apt / "sources.list.d").mkdir()
            (apt / "sources.list").write_text("deb http://a.example/debian bookworm main\n")
            (apt / "sources.list.d/s.sources").write_text(
                "Types: deb\nURIs: http://b.example/s\n" "Suites: bookworm-security\nComponents: main\n"
            )
            (apt / "sources.list.d/x.list.disabled").write_text("nonsense\n")
            expected = Mirror("http://a.example/debian", "http://b.example/s")
            self.assertEqual(expected, read_machine({}, apt))

    def test_the_environment_comes_first(self) -> None:
        given = {"TESTBED_MIRROR": "http://m.example/debian/"}
        self.assertEqual(Mirror("http://m.example/debian"), read_machine(given))
        with self.assertRaisesRegex(TestbedError, "reading TESTBED_MIRROR failed"):
            read_machine({"TESTBED_MIRROR": "m.example"})
