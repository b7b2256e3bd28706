"""Which version of a collection is there."""

import json
import sys
import tempfile
import unittest
from pathlib import Path
from types import ModuleType
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "filter_plugins"))
from collection_versions import collection_is_older_than  # noqa: E402


class CollectionVersionTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        names = ("ansible_collections", "ansible_collections.some", "ansible_collections.some.thing")
        packages = {name: ModuleType(name) for name in names}
        for package in packages.values():
            package.__path__ = [folder.name]
        patch = mock.patch.dict(sys.modules, packages)
        patch.start()
        self.addCleanup(patch.stop)

    def tell(self, version: str) -> None:
        told = {"collection_info": {"namespace": "some", "name": "thing", "version": version}}
        (self.folder / "MANIFEST.json").write_text(json.dumps(told), encoding="utf-8")

    def test_versions_are_compared_as_numbers(self) -> None:
        for version, older in (
            ("5.5.1", True),
            ("8.1.9", True),
            ("8.2.0", False),
            ("8.2.0-beta.1", False),
            ("11.4.0", False),
        ):
            with self.subTest(version):
                self.tell(version)
                self.assertEqual(collection_is_older_than("some.thing", "8.2.0"), older)

    def test_one_that_tells_no_version_or_is_not_there_counts_as_new(self) -> None:
        self.assertFalse(collection_is_older_than("some.thing", "8.2.0"))
        self.assertFalse(collection_is_older_than("some.other", "8.2.0"))


if __name__ == "__main__":
    unittest.main()
