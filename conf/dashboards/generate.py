#!/usr/bin/env python3
"""Writes the dashboards for Chronograf and Grafana from one description; --check only says whether they are current."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Callable

from panels import INTRODUCTION, PANELS, TITLE, Panel, Query

HERE = Path(__file__).resolve().parent
CHRONOGRAF = HERE / "chronograf/flink.dashboard"
GRAFANA = HERE / "grafana/dashboards/flink.json"
# The uid in grafana/provisioning/datasources/flink.yml.
GRAFANA_SOURCE = {"type": "influxdb", "uid": "flink-influxdb"}
GRID_COLUMNS = {"chronograf": 12, "grafana": 24}
CHART_ROWS = {"chronograf": 4, "grafana": 8}
TEXT_ROWS = {"chronograf": 3, "grafana": 5}


def rendered(query: Query, source: Callable[[str], str], time: str, end: str) -> str:
    """The query with one program's way to name a measurement, the time range and the range's last minute."""
    parts = query.text.replace("{time}", time).replace("{end}", end).split("{from:")
    return parts[0] + "".join(source(name) + rest for name, _, rest in (part.partition("}") for part in parts[1:]))


def quoted(measurement: str) -> str:
    return measurement if measurement.startswith("/") else f'"{measurement}"'


def chronograf_query(query: Query) -> str:
    # With the database, as Chronograf's connection has none, and without a policy: the default one has the data.
    return rendered(
        query,
        lambda measurement: f'"flink"..{quoted(measurement)}',
        "time > :dashboardTime: AND time < :upperDashboardTime:",
        "time > :upperDashboardTime: - 1m AND time < :upperDashboardTime:",
    )


def grafana_query(query: Query) -> str:
    return rendered(query, quoted, "$timeFilter", "time > ${__to}ms - 1m AND time < ${__to}ms")


def places(program: str) -> list[dict[str, int]]:
    """Where the introduction and the panels are: two panels in a row."""
    width, height, top = GRID_COLUMNS[program] // 2, CHART_ROWS[program], TEXT_ROWS[program]
    return [
        {"x": 0, "y": 0, "w": GRID_COLUMNS[program], "h": top},
        *(
            {"x": width * (index % 2), "y": top + height * (index // 2), "w": width, "h": height}
            for index in range(len(PANELS))
        ),
    ]


def axis(label: str = "", bounds: tuple[str, str] = ("", "")) -> dict[str, Any]:
    return {"bounds": list(bounds), "label": label, "prefix": "", "suffix": "", "base": "10", "scale": "linear"}


def chronograf_cell(number: int, panel: Panel, place: dict[str, int]) -> dict[str, Any]:
    bounds = ("0", "" if panel.maximum is None else f"{panel.maximum:g}")
    return {
        "i": f"flink-{number}",
        **place,
        "name": panel.title,
        "queries": [
            {"query": chronograf_query(query), "label": panel.unit, "source": "", "type": "influxql"}
            for query in panel.queries
        ],
        "axes": {"x": axis(), "y": axis(panel.unit, bounds), "y2": axis()},
        "type": "single-stat" if panel.is_number else "line",
        "colors": [],
        "legend": {},
        "fieldOptions": [],
        "timeFormat": "",
        "decimalPlaces": {"isEnforced": True, "digits": 0 if panel.is_number else 2},
        "note": panel.text,
        "noteVisibility": "default",
    }


def chronograf() -> str:
    introduction, *rest = places("chronograf")
    text: dict[str, Any] = {"i": "flink-0", **introduction, "name": "", "type": "note", "queries": []}
    text |= {"note": INTRODUCTION, "noteVisibility": "default", "axes": {}, "colors": [], "legend": {}}
    cells = [chronograf_cell(number, *each) for number, each in enumerate(zip(PANELS, rest), 1)]
    # Without its organization it would be shown to nobody.
    board = {"id": 8188, "name": TITLE, "organization": "default", "cells": [text, *cells], "templates": []}
    # Chronograf reads the file through an HTML template, which would turn a bare < into &lt;.
    return json.dumps(board, indent=2).replace("<", "\\u003c") + "\n"


def grafana_panel(number: int, panel: Panel, place: dict[str, int]) -> dict[str, Any]:
    defaults: dict[str, Any] = {"unit": panel.grafana_unit, "min": 0}
    if panel.maximum is not None:
        defaults["max"] = panel.maximum
    if not panel.is_number:
        # A reporter that has missed some reports has left a gap, not a line.
        defaults["custom"] = {"drawStyle": "line", "lineWidth": 1, "showPoints": "never", "spanNulls": 30_000}
    return {
        "id": number,
        "title": panel.title,
        "description": panel.text,
        "type": "stat" if panel.is_number else "timeseries",
        "datasource": GRAFANA_SOURCE,
        "gridPos": place,
        "fieldConfig": {"defaults": defaults, "overrides": []},
        "options": (
            {"reduceOptions": {"calcs": ["lastNotNull"]}}
            if panel.is_number
            else {"legend": {"displayMode": "list", "placement": "bottom"}, "tooltip": {"mode": "multi"}}
        ),
        "targets": [
            {
                "refId": chr(ord("A") + index),
                "datasource": GRAFANA_SOURCE,
                "rawQuery": True,
                "query": grafana_query(query),
                "resultFormat": "time_series",
                "alias": query.legend,
            }
            for index, query in enumerate(panel.queries)
        ],
    }


def grafana() -> str:
    introduction, *rest = places("grafana")
    text = {
        "id": 1,
        "type": "text",
        "title": "",
        "gridPos": introduction,
        "options": {"mode": "markdown", "content": INTRODUCTION},
    }
    board = {
        "uid": "flink-variance",
        "title": TITLE,
        "tags": ["flink"],
        "timezone": "browser",
        "editable": True,
        "graphTooltip": 1,
        "refresh": "10s",
        "time": {"from": "now-15m", "to": "now"},
        "schemaVersion": 36,
        "templating": {"list": []},
        "annotations": {"list": []},
        "panels": [text, *(grafana_panel(number, *each) for number, each in enumerate(zip(PANELS, rest), 2))],
    }
    return json.dumps(board, indent=2) + "\n"


def main() -> int:
    stale = []
    for path, content in ((CHRONOGRAF, chronograf()), (GRAFANA, grafana())):
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            stale.append(path)
            if "--check" not in sys.argv:
                path.write_text(content, encoding="utf-8")
    if stale and "--check" in sys.argv:
        names = ", ".join(str(path.relative_to(HERE)) for path in stale)
        print(f"[localhost] conf/dashboards: {names}: not what generate.py writes. Try: conf/dashboards/generate.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
