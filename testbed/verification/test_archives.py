"""Where Flink and Java come from: a mirror, the nodes' own download, another version, a Java that no package brings."""

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
import time
import unittest
from pathlib import Path

from verification.bed import OPERATOR, PROGRAM, bring, fresh, must, on, operator, root_on, send
from verification.flink import await_taskmanagers, await_that
from verification.playbook import ARCHIVE, cluster, play
from verification.provisioned import converge

TESTBED_NODES = 1
# JobManager and TaskManager on one machine: it is about what is installed there.
ALONE = {"taskmanagers": ["n1"]}
MIRROR_PORT = 8000
NEXT_VERSION = "1.8.2"
HOME_1_8_1 = "/opt/flink/flink-1.8.1"
# The part of site.yml that fetches and unpacks.
INSTALL = ("--tags", "flink_install")


def sha512(file: Path) -> str:
    return hashlib.sha512(file.read_bytes()).hexdigest()


class ArchivesTest(unittest.TestCase):
    """A mirror in the operator's network serves the archives."""

    folder: Path
    url: str
    mirror: subprocess.Popen[bytes]

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        shutil.copy(ARCHIVE, cls.folder)
        cls.mirror = subprocess.Popen(
            [str(PROGRAM), "run", "/usr/bin/python3", "-m", "http.server", "--bind", OPERATOR, str(MIRROR_PORT)],
            cwd=cls.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        cls.url = f"http://{OPERATOR}:{MIRROR_PORT}"
        await_that("the mirror", lambda: operator("curl", "--silent", "--fail", cls.url).code == 0)

    @classmethod
    def tearDownClass(cls) -> None:
        cls.mirror.terminate()
        cls.mirror.wait(timeout=20)

    def test_1_each_node_may_fetch_the_archive_from_a_mirror(self) -> None:
        fresh("n1")
        mirrored = cluster(**ALONE, flink_archive_url=f"{self.url}/{ARCHIVE.name}", flink_archive_fetch="node")
        played = play("site.yml", mirrored, *INSTALL)
        self.assertEqual(played.code, 0, played.output)
        self.assertEqual(must(on("n1", f"cat {HOME_1_8_1}.sha512")).strip(), sha512(ARCHIVE))
        must(on("n1", f"test -x {HOME_1_8_1}/bin/start-cluster.sh"))

    def test_2_a_node_that_fetches_something_else_installs_nothing(self) -> None:
        fresh("n1")
        Path(self.folder, "other.tgz").write_bytes(b"something else")
        other = cluster(**ALONE, flink_archive_url=f"{self.url}/other.tgz", flink_archive_fetch="node")
        played = play("site.yml", other, *INSTALL)
        self.assertNotEqual(played.code, 0)
        self.assertIn("[n1] unpacking flink-1.8.1-bin-scala_2.11.tgz: ", played.text)
        self.assertIn("checksum", played.text)
        self.assertEqual(must(on("n1", "sudo find /opt/flink -mindepth 1")), "")

    def test_3_the_controller_may_fetch_it_once_from_a_mirror(self) -> None:
        fresh("n1")
        cache = self.folder / "cache"
        mirrored = cluster(**ALONE, flink_archive_url=f"{self.url}/{ARCHIVE.name}", flink_archive_cache=str(cache))
        played = play("site.yml", mirrored, *INSTALL)
        self.assertEqual(played.code, 0, played.output)
        self.assertEqual(sha512(cache / ARCHIVE.name), sha512(ARCHIVE))
        must(on("n1", f"test -x {HOME_1_8_1}/bin/start-cluster.sh"))

    def test_4_another_version_is_rolled_out_and_the_previous_one_stays(self) -> None:
        converge(cluster(**ALONE))
        archive = self.repacked(NEXT_VERSION)
        newer = cluster(
            **ALONE, flink_version=NEXT_VERSION, flink_archive_url=str(archive), flink_archive_checksum=sha512(archive)
        )
        played = play("rolling.yml", newer)
        self.assertEqual(played.code, 0, played.output)
        await_taskmanagers("n1", seconds=5)
        versions = ("flink-1.8.1", f"flink-{NEXT_VERSION}")
        names = ["current", *(name for version in versions for name in (version, f"{version}.sha512"))]
        folders = must(on("n1", "ls /opt/flink; readlink /opt/flink/current")).split()
        self.assertEqual(folders, [*names, f"flink-{NEXT_VERSION}"])
        processes = must(on("n1", "ps -C java -o args= -ww")).splitlines()
        self.assertEqual([f"/opt/flink/flink-{NEXT_VERSION}/lib" in process for process in processes], [True, True])
        self.assertEqual(play("site.yml", newer, "--tags", "flink").changed, {"n1": 0})

        started = time.monotonic()
        back = play("rolling.yml", cluster(**ALONE))
        self.assertEqual(back.code, 0, back.output)
        await_taskmanagers("n1", seconds=5)
        self.assertEqual(must(on("n1", "readlink /opt/flink/current")).strip(), "flink-1.8.1")
        print(f"\n  back to the previous version: {time.monotonic() - started:.1f} s")

    def test_5_java_may_come_from_an_archive(self) -> None:
        root_on(
            "n1", "cd /usr/lib/jvm/java-8-openjdk-* && tar --create --gzip --dereference --file /tmp/java8.tar.gz jre"
        )
        root_on("n1", "chmod 644 /tmp/java8.tar.gz")
        archive = self.folder / "java8.tar.gz"
        bring("n1", "/tmp/java8.tar.gz", archive)
        checksum = hashlib.sha256(archive.read_bytes()).hexdigest()
        fresh("n1")
        send(archive, "n1", "/tmp/java8.tar.gz")

        unpinned = play("site.yml", cluster(**ALONE, java_archive_url="file:///tmp/java8.tar.gz"))
        self.assertIn(
            "cannot be verified. Try: an https:// or file:// address, and java_archive_checksum", unpinned.text
        )

        pinned = cluster(
            **ALONE, java_archive_url="file:///tmp/java8.tar.gz", java_archive_checksum=f"sha256:{checksum}"
        )
        played = play("site.yml", pinned)
        self.assertEqual(played.code, 0, played.output)
        self.assertIn(f"/opt/flink-java/{checksum[:16]}/bin/java", must(on("n1", "ps -C java -o args= -ww")))
        self.assertEqual(play("site.yml", pinned, "--tags", "java,flink").changed, {"n1": 0})

    def repacked(self, version: str) -> Path:
        """The archive under another version's name, as Flink's next release would come."""
        archive = self.folder / ARCHIVE.name.replace("1.8.1", version)
        with tempfile.TemporaryDirectory() as folder:
            with tarfile.open(ARCHIVE) as old:
                old.extractall(folder)
            Path(folder, "flink-1.8.1").rename(Path(folder, f"flink-{version}"))
            with tarfile.open(archive, "w:gz", compresslevel=1) as new:
                new.add(Path(folder, f"flink-{version}"), f"flink-{version}")
        return archive


if __name__ == "__main__":
    unittest.main()
