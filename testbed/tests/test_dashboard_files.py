"""The dashboards are what their description says, and what the programs that load them can read."""

import json
import subprocess
import unittest
from pathlib import Path

DASHBOARDS = Path(__file__).resolve().parent.parent.parent / "conf/dashboards"


class DashboardFilesTest(unittest.TestCase):
    def test_they_are_what_the_generator_writes(self) -> None:
        ended = subprocess.run([DASHBOARDS / "generate.py", "--check"], capture_output=True, text=True, check=False)
        self.assertEqual(ended.returncode, 0, ended.stdout)

    def test_chronograf_s_template_engine_leaves_its_file_as_it_is(self) -> None:
        text = (DASHBOARDS / "chronograf/flink.dashboard").read_text(encoding="utf-8")
        self.assertNotIn("<", text, "would become &lt;")
        self.assertNotIn("{{", text, "would be taken for a variable")

    def test_grafana_s_panels_name_the_provisioned_data_source(self) -> None:
        board = json.loads((DASHBOARDS / "grafana/dashboards/flink.json").read_text(encoding="utf-8"))
        provisioned = (DASHBOARDS / "grafana/provisioning/datasources/flink.yml").read_text(encoding="utf-8")
        uids = {panel["datasource"]["uid"] for panel in board["panels"] if "datasource" in panel}
        self.assertEqual(len(uids), 1)
        self.assertIn(f"uid: {uids.pop()}\n", provisioned)

    def test_both_show_the_same_panels(self) -> None:
        grafana = json.loads((DASHBOARDS / "grafana/dashboards/flink.json").read_text(encoding="utf-8"))
        chronograf = json.loads((DASHBOARDS / "chronograf/flink.dashboard").read_text(encoding="utf-8"))
        shown = [panel["title"] for panel in grafana["panels"]]
        self.assertEqual(shown, [cell["name"] for cell in chronograf["cells"]])
        self.assertEqual(len(shown), 13)


if __name__ == "__main__":
    unittest.main()
