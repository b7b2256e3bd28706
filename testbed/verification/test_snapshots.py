"""A snapshot brings disks back as they were, with their modes and keys, as often as one likes."""

import unittest

from verification.bed import must, on, operator, root_on, testbed

TESTBED_NODES = 2
LOOK = (
    "sudo sh -c 'cd /srv && find . -printf \"%p %m %u %l\\n\" | sort; cat kept/file 2>&1; ls /usr/bin/mesg 2>&1; true'"
)


class SnapshotsTest(unittest.TestCase):
    def test_disks_come_back_as_they_were_and_others_are_left_alone(self) -> None:
        root_on(
            "n1", "mkdir -m 700 /srv/kept && echo before >/srv/kept/file && ln -s kept /srv/link && rm /usr/bin/mesg"
        )
        before = must(on("n1", LOOK))
        said = must(testbed("snapshot", "once", "n1"))
        self.addCleanup(testbed, "forget", "once")
        self.assertRegex(said, r"^once: n1 kept in [0-9.]+ s\n$")
        self.assertEqual(must(on("n1", LOOK)), before, "as before, after the boot that it takes")
        for _ in range(2):
            root_on(
                "n1",
                "echo after >/srv/kept/file && chmod 755 /srv/kept && rm /srv/link && touch /usr/bin/mesg /srv/more",
            )
            root_on("n2", "touch /srv/of-n2")
            self.assertNotEqual(must(on("n1", LOOK)), before)
            self.assertRegex(must(testbed("restore", "once")), r"^once: n1 put back in [0-9.]+ s\n$")
            self.assertEqual(must(on("n1", LOOK)), before)
            self.assertEqual(must(on("n2", "ls /srv")), "of-n2\n")
        must(testbed("reset", "n1"))
        self.assertEqual(must(on("n1", "ls /srv /usr/bin/mesg")), "/usr/bin/mesg\n\n/srv:\n")
        must(testbed("restore", "once"))
        self.assertEqual(must(on("n1", LOOK)), before)

    def test_one_snapshot_may_lie_on_another(self) -> None:
        for name in ("first", "second"):
            root_on("n2", f"mkdir -p /srv/stack && touch /srv/stack/{name}")
            must(testbed("snapshot", name))
            self.addCleanup(testbed, "forget", name)
        must(testbed("restore", "first"))
        self.assertEqual(must(on("n2", "ls /srv/stack")), "first\n")
        must(testbed("restore", "second"))
        self.assertEqual(must(on("n2", "ls /srv/stack")), "first\nsecond\n")
        refused = testbed("forget", "first")
        self.assertEqual(refused.code, 1)
        self.assertRegex(
            refused.err,
            r"^\[testbed\] removing the snapshot first failed: the disk in \S+ lies on it\. Try: `testbed down`",
        )
        for node in ("n1", "n2"):
            must(testbed("reset", node))
        must(testbed("forget", "second"))
        must(testbed("forget", "first"))

    def test_a_name_that_is_taken_or_unknown_is_refused(self) -> None:
        must(testbed("snapshot", "taken", "n2"))
        self.addCleanup(lambda: (testbed("reset", "n2"), testbed("forget", "taken")))
        taken = testbed("snapshot", "taken")
        self.assertEqual(taken.code, 1)
        self.assertEqual(
            taken.err,
            "[testbed] taking the snapshot taken failed: there is one of that name."
            " Try: `testbed restore taken`, `testbed forget taken`, or another name\n",
        )
        unknown = testbed("restore", "never")
        self.assertEqual(unknown.code, 1)
        self.assertRegex(
            unknown.err,
            # The other modules of this testbed may have left clusters to start from.
            r"it is not among those of this testbed: (\w+, )*taken(, \w+)*\. Try: `testbed snapshot never`",
        )
        self.assertEqual(operator("true").code, 0)


if __name__ == "__main__":
    unittest.main()
