"""Texts that have to be the same under every version of Ansible."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "filter_plugins"))
from revisions import conf_text, revision  # noqa: E402


class Tagged(str):
    """As ansible-core 2.19 and newer hand texts to filters."""


class RevisionsTest(unittest.TestCase):
    def test_a_value_stands_in_the_configuration_as_flink_reads_it(self) -> None:
        for value, text in (
            (True, "true"),
            ("False", "false"),
            (2, "2"),
            (0.1, "0.1"),
            ("20 s", "20 s"),
            ("TrueFx", "TrueFx"),
        ):
            with self.subTest(value=value):
                self.assertEqual(conf_text(value), text)

    def test_the_type_that_a_version_of_ansible_gives_a_value_does_not_count(self) -> None:
        as_text = revision(["1.8.1", "", [("a", "6123"), ("b", "True")], {"c": "0.5"}])
        as_values = revision([Tagged("1.8.1"), None, [["a", 6123], ["b", True]], {Tagged("c"): 0.5}])
        self.assertEqual(as_text, as_values)

    def test_everything_else_counts(self) -> None:
        revisions = [
            revision(of) for of in ([], ["a"], ["a", "b"], ["b", "a"], [["a"], "b"], {"a": "b"}, {"a": "c"}, "ab")
        ]
        self.assertEqual(len(set(revisions)), len(revisions))

    def test_it_is_what_was_started_with_earlier(self) -> None:
        self.assertEqual(revision(["1.8.1", {"rest.port": 8081}]), "01aad3ea2519")


if __name__ == "__main__":
    unittest.main()
