"""Every variable of a role stands in its defaults and in its argument spec, with the same value."""

import json
import unittest
from pathlib import Path
from typing import Any

import yaml

ROLES = sorted(path for path in (Path(__file__).resolve().parent.parent / "roles").iterdir() if path.is_dir())


def read(path: Path) -> Any:
    with path.open(encoding="utf-8") as file:
        return yaml.safe_load(file)


class ArgumentSpecsTest(unittest.TestCase):
    def test_defaults_and_specs_name_the_same_variables_with_the_same_values(self) -> None:
        for role in ROLES:
            with self.subTest(role=role.name):
                options = read(role / "meta/argument_specs.yml")["argument_specs"]["main"]["options"]
                documented = {name: option["default"] for name, option in options.items()}
                self.assertEqual(documented, read(role / "defaults/main.yml"))

    def test_every_variable_carries_the_name_of_its_role(self) -> None:
        for role in ROLES:
            for kind in ("defaults", "vars"):
                path = role / kind / "main.yml"
                for name in read(path) if path.exists() else ():
                    with self.subTest(role=role.name, variable=name):
                        self.assertTrue(name.lstrip("_").startswith(role.name + "_"))

    def test_every_entry_point_is_specified(self) -> None:
        for role in ROLES:
            specified = read(role / "meta/argument_specs.yml")["argument_specs"]
            for entry in ("main", "remove"):
                with self.subTest(role=role.name, entry=entry):
                    self.assertEqual(entry in specified, (role / f"tasks/{entry}.yml").exists())

    def test_every_role_has_a_readme_that_names_every_variable_and_its_default(self) -> None:
        for role in ROLES:
            readme = (role / "README.md").read_text(encoding="utf-8")
            for name, default in read(role / "defaults/main.yml").items():
                with self.subTest(role=role.name, variable=name):
                    written = default if isinstance(default, str) and default else json.dumps(default)
                    # A bar ends a cell, also within code.
                    escaped = written.replace("|", r"\|")
                    self.assertIn(f"| `{name}` | `{escaped}` |", readme)


if __name__ == "__main__":
    unittest.main()
