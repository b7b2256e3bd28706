import os
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

KIT = Path(__file__).resolve().parent.parent.parent
TOOLS = ("bash", "sed", "grep", "cat", "chmod", "find", "touch", "xargs", "mktemp", "rm", "dirname", "setsid", "sleep")
ANSIBLE = "ansible-playbook [core {}]\n  python version = 3.11.2 (main) [GCC 12.2.0] ({})"


class ScriptCase(unittest.TestCase):
    """Scripts that see the commands of this class only."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.bin = self.folder / "programs"
        self.bin.mkdir()
        for tool in TOOLS:
            found = subprocess.run(["which", tool], capture_output=True, text=True, check=True).stdout.strip()
            (self.bin / tool).symlink_to(found)

    def command(self, name: str, says: str, code: int = 0) -> Path:
        """A stand-in for a command."""
        file = self.bin / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!{self.bin}/bash\ncat <<'END'\n{says}\nEND\nexit {code}\n")
        file.chmod(0o755)
        return file

    def bash(self, script: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(self.bin / "bash"), "-euo", "pipefail", "-c", script],
            cwd=self.folder,
            env={"PATH": str(self.bin), **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


class NeedsTest(ScriptCase):
    def has(self, check: str, **environment: str) -> bool:
        return self.bash(f". {KIT}/testbed/needs.sh; {check}", **environment).returncode == 0

    def test_a_jdk_has_to_be_17_or_newer_and_is_that_of_java_home(self) -> None:
        self.assertFalse(self.has("has_jdk"))
        for version, enough in {
            "1.8.0_452": False,
            "11.0.2": False,
            "17": True,
            "17.0.15": True,
            "25-ea": True,
        }.items():
            with self.subTest(version):
                self.command("javac", f"javac {version}")
                self.assertEqual(enough, self.has("has_jdk"))
        home = self.folder / "java11"
        old = self.command("../java11/bin/javac", "javac 11.0.2")
        self.assertTrue(old.exists())
        self.assertFalse(self.has("has_jdk", JAVA_HOME=str(home)))

    def test_ansible_core_has_to_be_new_enough_and_to_have_the_collection(self) -> None:
        self.command("ansible-galaxy", "Collection Version\n---------- -------\namazon.aws 5.5.1")
        for version, enough in {"2.13.9": False, "2.14.18": True, "2.22.0b2": True}.items():
            with self.subTest(version):
                self.command("ansible-playbook", ANSIBLE.format(version, "/usr/bin/python3"))
                self.assertEqual(enough, self.has("has_ansible"))
        self.command("ansible-galaxy", "", 5)
        self.assertFalse(self.has("has_ansible"))

    def test_boto3_has_to_be_there_for_ansible_s_own_python(self) -> None:
        for code in (0, 1):
            with self.subTest(code):
                of_ansible = self.command("python-of-ansible", "", code)
                self.command("ansible-playbook", ANSIBLE.format("2.19.0", of_ansible))
                self.assertEqual(code == 0, self.has("has_boto3"))

    def test_influxdb_2_is_another_program(self) -> None:
        for says, right in {
            "InfluxDB v1.6.7~rc0 (git: unknown)": True,
            "InfluxDB v2.7.1 (git: 407fa622e9)": False,
        }.items():
            with self.subTest(says):
                self.command("influxd", says)
                self.assertEqual(right, self.has("has_influxdb_1"))

    def install(self, user: int, check: str) -> "subprocess.CompletedProcess[str]":
        """Where `installed` appears once something is installed."""
        self.command("id", str(user))
        return self.bash(
            f'. {KIT}/testbed/needs.sh; _install() {{ echo "installing $*"; touch installed; }}\n'
            "has_it() { [ -e installed ]; }\n"
            f'need there "what is there" true; need lost "what is lost" {check}; install_missing; echo done'
        )

    def test_what_is_missing_is_installed_and_looked_for_again(self) -> None:
        ended = self.install(0, "has_it")
        self.assertEqual((0, "installing lost\ndone\n"), (ended.returncode, ended.stdout), ended.stderr)

    def test_what_is_missing_still_is_named(self) -> None:
        ended = self.install(0, "false")
        self.assertEqual(1, ended.returncode)
        self.assertRegex(ended.stderr, r"^\[\w+\] what is lost: not found, though lost is installed\. Try: ")
        self.assertNotIn("done", ended.stdout)

    def test_nothing_is_installed_where_nothing_is_missing_or_without_root(self) -> None:
        ended = self.install(1000, "true")
        self.assertEqual((0, "done\n"), (ended.returncode, ended.stdout))
        ended = self.install(1000, "false")
        self.assertEqual(1, ended.returncode)
        self.assertRegex(ended.stderr, r"^\[\w+\] lost: installing needs root\. Try: sudo ")


class ArchivesTest(ScriptCase):
    def setUp(self) -> None:
        super().setUp()
        self.sources = ["pom.xml", "testbed/flink-dist/pom.xml", "testbed/flink-dist/src/assembly.xml"]
        self.sources += ["testbed/hadoop-dist/pom.xml", "testbed/hadoop-dist/src/assembly.xml"]
        self.sources += ["testbed/kafka-dist/pom.xml", "testbed/kafka-dist/src/assembly.xml"]
        self.sources += [
            f"{part}/{file}"
            for part in ("job", "embedded-flink", "embedded-kafka", "deploy-tool", "release")
            for file in ("pom.xml", "src/main/A.java")
        ]
        self.sources += ["bin/deploy-tool", "conf/scenarios/constant-straggler.properties"]
        self.archives = ["testbed/flink-dist/target/flink-1.8.1-bin-scala_2.11.tgz"]
        self.archives += ["testbed/hadoop-dist/target/hadoop-2.8.5.tgz"]
        self.archives += ["testbed/kafka-dist/target/kafka_2.13-3.9.1.tgz"]
        self.archives += ["deploy-tool/target/deploy-tool.jar", "job/target/flink-variance-job-1.jar"]
        self.archives += ["release/target/flink-variance-1.tar.gz"]
        for file in self.sources:
            self.write(file, 1000)
        (self.folder / "pom.xml").write_text(
            "<project>\n  <version>1</version>\n  <x><version>2</version></x>\n</project>\n"
        )
        self.write("pom.xml", 1000)
        for file in self.archives:
            self.write(file, 2000)
        for folder in (*self.folder.rglob("src"), self.folder / "bin", self.folder / "conf/scenarios"):
            for inside in (folder, *folder.rglob("*")):
                os.utime(inside, (1000, 1000))

    def write(self, name: str, modified: int) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        os.utime(file, (modified, modified))

    def stale(self) -> bool:
        return self.bash(f". {KIT}/testbed/archives.sh; archives_are_stale").returncode == 0

    def test_archives_of_these_sources_are_not_built_again(self) -> None:
        self.assertFalse(self.stale())

    def test_a_newer_source_makes_them_stale(self) -> None:
        for source in self.sources:
            with self.subTest(source):
                self.write(source, 3000)
                self.assertTrue(self.stale())
                self.write(source, 1000)
                self.assertFalse(self.stale())

    def test_a_source_that_went_makes_them_stale(self) -> None:
        (self.folder / "job/src/main/A.java").unlink()
        self.assertTrue(self.stale())

    def test_each_of_them_has_to_be_there(self) -> None:
        for archive in self.archives:
            with self.subTest(archive):
                (self.folder / archive).unlink()
                self.assertTrue(self.stale())
                self.write(archive, 2000)

    def test_they_are_fresh_once_built_though_maven_left_them_as_they_were(self) -> None:
        self.write("pom.xml", 3000)
        self.command("mvn", "built")
        built = self.bash(f". {KIT}/testbed/archives.sh; build_archives")
        self.assertEqual(0, built.returncode, built.stderr)
        self.assertIn("built", built.stdout)
        self.assertFalse(self.stale())

    def test_a_build_that_fails_ends_the_run(self) -> None:
        self.write("pom.xml", 3000)
        self.command("mvn", "no", 1)
        self.assertEqual(1, self.bash(f". {KIT}/testbed/archives.sh; build_archives; echo on").returncode)
        self.assertTrue(self.stale())


class CiTest(ScriptCase):
    def test_an_argument_that_it_does_not_know_is_refused(self) -> None:
        for words in ("slow", "fast more", "''"):
            with self.subTest(words):
                ended = self.bash(f"bash {KIT}/.ci/run {words}")
                self.assertEqual(2, ended.returncode)
                self.assertIn("Try: .ci/run, or .ci/run fast", ended.stderr)

    def kit(self, verified: str) -> None:
        """With what `testbed/verify` does once it has said what it was told."""
        for name, text in (
            (".ci/run", (KIT / ".ci/run").read_text()),
            # Nothing is missing.
            ("testbed/needs.sh", "need() { :; }\ninstall_missing() { :; }\n"),
            ("testbed/verify", f"#!{self.bin}/bash\necho verify $*\n{verified}\n"),
        ):
            file = self.folder / "kit" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
            file.chmod(0o755)

    def test_it_repeats_what_has_passed_before(self) -> None:
        self.kit("exit 0")
        self.command("mvn", "built")
        whole = "built\nverify --no-nodes\nverify --nodes-only --again --lanes 4\n"
        for words, said in (("", whole), ("fast", "built\nverify --no-nodes\n")):
            with self.subTest(words):
                ended = self.bash(f"bash kit/.ci/run {words}")
                self.assertEqual((0, said), (ended.returncode, ended.stdout), ended.stderr)

    def test_what_fails_before_any_node_is_made_is_told_and_ends_it(self) -> None:
        both = "built\nverify --no-nodes\n"
        for built, verified, code in ((1, "exit 0", 1), (0, "exit 3", 3), (1, "exit 3", 1)):
            with self.subTest(built=built, verified=verified):
                self.kit(verified)
                self.command("mvn", "built", code=built)
                ended = self.bash("bash kit/.ci/run")
                self.assertEqual((code, both), (ended.returncode, ended.stdout), ended.stderr)

    def test_what_runs_beside_maven_is_ended_with_it(self) -> None:
        begun = self.folder / "begun"
        self.kit(f"echo $$ >{begun}; sleep 60")
        mvn = self.command("mvn", "")
        # Killed, as by a Ctrl-C, once there is something beside it.
        mvn.write_text(f"#!{self.bin}/bash\nuntil [ -s {begun} ]; do sleep 0.1; done; kill -TERM $PPID\n")
        self.assertEqual(-signal.SIGTERM, self.bash("exec bash kit/.ci/run").returncode)
        group = int(begun.read_text())
        for _ in range(100):
            try:
                os.killpg(group, 0)
            except ProcessLookupError:
                return
            time.sleep(0.1)
        self.fail("it goes on")

    def test_what_fails_on_nodes_fails_it(self) -> None:
        self.kit('[ "$1" = --no-nodes ]')
        self.command("mvn", "built")
        self.assertEqual(1, self.bash("bash kit/.ci/run").returncode)
