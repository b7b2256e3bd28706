"""What the module influxdb_database asks for, of an InfluxDB that is bare, right, or partly so."""

import base64
import json
import re
import subprocess
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

MODULE = Path(__file__).resolve().parent.parent / "library/influxdb_database.py"
PASSWORDS = {"admin": "a'd\\min", "flink": "write", "reader": "read"}


class StubInfluxDb:
    """Answers as InfluxDB 1.x would, and notes what changes it."""

    def __init__(self) -> None:
        self.users: dict[str, str] = {}
        self.databases: list[str] = []
        self.policies: list[list[Any]] = []
        self.grants: dict[str, list[list[str]]] = {}
        self.changes: list[str] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                login = base64.b64decode(self.headers["Authorization"].split()[1]).decode()
                status, answer = stub.answer(parse_qs(body)["q"][0], *login.split(":", 1))
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, query: str, user: str, password: str) -> tuple[int, dict[str, Any]]:
        if query.startswith("CREATE USER") and not self.users:
            self.users[user] = password
        elif not self.users:
            return 403, {"error": "create admin user first or disable authentication"}
        elif self.users.get(user) != password:
            return 401, {"error": "authorization failed"}
        if not query.startswith("SHOW"):
            self.changes.append(re.sub(r"(PASSWORD|=) '.*'", r"\1 …", query))
        columns, rows = {
            "SHOW DATABASES": (["name"], [[name] for name in self.databases]),
            "SHOW USERS": (["user", "admin"], [[name, False] for name in self.users]),
            'SHOW RETENTION POLICIES ON "flink"': (["name", "duration", "default"], self.policies),
        }.get(query, (["database", "privilege"], self.grants.get(query.rsplit(" ", 1)[-1].strip('"'), [])))
        return 200, {"results": [{"series": [{"columns": columns, "values": rows}]}]}

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class InfluxDbDatabaseTest(unittest.TestCase):
    def setUp(self) -> None:
        self.influxdb = StubInfluxDb()
        self.addCleanup(self.influxdb.close)

    def bring(self, *, check: bool = False, **options: Any) -> dict[str, Any]:
        arguments = {
            "url": f"http://127.0.0.1:{self.influxdb.server.server_address[1]}",
            "admin": {"name": "admin", "password": PASSWORDS["admin"]},
            "database": "flink",
            "retention_policy": "one_hour",
            "retention_duration": "1h",
            "users": [
                {"name": "flink", "password": PASSWORDS["flink"], "privilege": "WRITE"},
                {"name": "reader", "password": PASSWORDS["reader"], "privilege": "READ"},
            ],
            "timeout_seconds": 1,
            "_ansible_check_mode": check,
            **options,
        }
        ended = subprocess.run(
            ["/usr/bin/python3", str(MODULE)],
            input=json.dumps({"ANSIBLE_MODULE_ARGS": arguments}),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        answer: dict[str, Any] = json.loads(ended.stdout)
        for password in PASSWORDS.values():
            self.assertNotIn(f'"{password}"', ended.stdout)
        return answer

    def has_everything(self) -> None:
        self.influxdb.users = dict(PASSWORDS)
        self.influxdb.databases = ["_internal", "flink"]
        self.influxdb.policies = [["one_hour", "1h0m0s", True]]
        self.influxdb.grants = {"flink": [["flink", "WRITE"]], "reader": [["flink", "READ"]]}

    def test_sets_up_a_bare_one_with_the_administrator_first(self) -> None:
        answer = self.bring()
        self.assertTrue(answer["changed"])
        self.assertEqual(
            self.influxdb.changes,
            [
                'CREATE USER "admin" WITH PASSWORD … WITH ALL PRIVILEGES',
                'CREATE DATABASE "flink" WITH DURATION 1h REPLICATION 1 NAME "one_hour"',
                'CREATE USER "flink" WITH PASSWORD …',
                'GRANT WRITE ON "flink" TO "flink"',
                'CREATE USER "reader" WITH PASSWORD …',
                'GRANT READ ON "flink" TO "reader"',
            ],
        )

    def test_changes_nothing_where_all_is_right(self) -> None:
        self.has_everything()
        answer = self.bring()
        self.assertEqual((answer["changed"], answer["done"], self.influxdb.changes), (False, [], []))

    def test_makes_the_policy_the_default_one(self) -> None:
        self.has_everything()
        self.influxdb.policies = [["autogen", "0s", True], ["one_hour", "1h0m0s", False]]
        self.bring()
        change = 'ALTER RETENTION POLICY "one_hour" ON "flink" DURATION 1h REPLICATION 1 DEFAULT'
        self.assertEqual(self.influxdb.changes, [change])

    def test_makes_a_policy_that_is_missing(self) -> None:
        self.has_everything()
        self.influxdb.policies = [["autogen", "0s", True]]
        self.bring()
        change = 'CREATE RETENTION POLICY "one_hour" ON "flink" DURATION 1h REPLICATION 1 DEFAULT'
        self.assertEqual(self.influxdb.changes, [change])

    def test_corrects_a_password_and_a_right(self) -> None:
        self.has_everything()
        self.influxdb.users["reader"] = "another"
        self.influxdb.grants["flink"] = [["flink", "READ"]]
        self.bring()
        self.assertEqual(self.influxdb.changes, ['GRANT WRITE ON "flink" TO "flink"', 'SET PASSWORD FOR "reader" = …'])

    def test_changes_nothing_in_check_mode_and_says_what_it_would(self) -> None:
        bare = self.bring(check=True)
        self.assertEqual((bare["changed"], bare["done"]), (True, ["administrator"]))
        self.has_everything()
        self.influxdb.databases = []
        answer = self.bring(check=True)
        self.assertEqual((answer["done"], self.influxdb.changes), (["database"], []))

    def test_says_whom_it_was_refused_as(self) -> None:
        self.has_everything()
        self.influxdb.users["admin"] = "another"
        answer = self.bring()
        self.assertTrue(answer["failed"])
        self.assertIn("refuses admin: there is an administrator, with another name or password. Try: ", answer["msg"])
        self.assertEqual(self.influxdb.changes, [])

    def test_says_where_nobody_answered(self) -> None:
        answer = self.bring(url="http://127.0.0.1:1")
        self.assertTrue(answer["failed"])
        self.assertTrue(answer["msg"].startswith("http://127.0.0.1:1: "), answer["msg"])

    def test_refuses_a_duration_that_is_none(self) -> None:
        self.has_everything()
        for duration in ("1 hour", "h", "", "1h!"):
            with self.subTest(duration=duration):
                answer = self.bring(retention_duration=duration)
                self.assertIn(f"{duration} is no duration. Try: 1h", answer["msg"])
        self.assertEqual(self.influxdb.changes, [])


if __name__ == "__main__":
    unittest.main()
