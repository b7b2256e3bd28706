#!/usr/bin/python
"""Gives an InfluxDB 1.x its administrator, a database with a default retention policy, and users."""

DOCUMENTATION = r"""
module: influxdb_database
short_description: Database, default retention policy and users of an InfluxDB 1.x
description:
  - Makes the administrator of an InfluxDB that has none yet, then database, retention policy, users and their rights.
    What is as it should be is left alone; users and databases that are not named are, too.
options:
  url: {description: Where it answers., type: str, required: true}
  admin:
    description: The administrator, made if there is none.
    type: dict
    required: true
    suboptions:
      name: {description: The user's name., type: str, required: true}
      password: {description: The user's password., type: str, required: true}
  database: {description: The database., type: str, required: true}
  retention_policy: {description: Its default retention policy., type: str, required: true}
  retention_duration: {description: "How long that keeps data, such as 1h.", type: str, required: true}
  users:
    description: Who may use the database, and how.
    type: list
    elements: dict
    required: true
    suboptions:
      name: {description: The user's name., type: str, required: true}
      password: {description: The user's password., type: str, required: true}
      privilege: {description: What the user may do., type: str, choices: [READ, WRITE, ALL], required: true}
  timeout_seconds: {description: How long it may take until it answers at all., type: int, default: 30}
attributes:
  check_mode: {support: full}
"""

RETURN = r"""
done:
  description: What was changed.
  type: list
  elements: str
  returned: always
"""

import base64
import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request

from ansible.module_utils.basic import AnsibleModule

REQUEST_TIMEOUT_SECONDS = 10
USER = {"name": {"type": "str", "required": True}, "password": {"type": "str", "required": True, "no_log": True}}


class Refused(Exception):
    """InfluxDB does not know the user, or not by this password."""


class Failed(Exception):
    """Anything else that it said instead of an answer."""


def name(text):
    """A name as InfluxQL quotes it."""
    return '"%s"' % text.replace("\\", "\\\\").replace('"', '\\"')


def text(value):
    """A text as InfluxQL quotes it."""
    return "'%s'" % value.replace("\\", "\\\\").replace("'", "\\'")


def seconds(duration):
    """The length of 1h, of 1h0m0s or of 90m, as InfluxDB and people write it."""
    units = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
    parts = re.findall(r"(\d+)(ms|[smhdw])", duration)
    if not parts or "".join(number + unit for number, unit in parts) != duration:
        raise Failed("%s is no duration. Try: 1h" % duration)
    return sum(int(number) * units[unit] for number, unit in parts)


def reason(body):
    """What the body of an error says, which should be JSON."""
    try:
        return json.loads(body)["error"]
    except (ValueError, KeyError, TypeError):
        return body.decode("utf-8", "replace").strip()


class InfluxDb:
    def __init__(self, url, user):
        self.url = url
        self.user = user

    def ask(self, query, user=None):
        """The rows of the answer, each as a dictionary by column."""
        asking = user or self.user
        credentials = "%s:%s" % (asking["name"], asking["password"])
        request = urllib.request.Request(
            self.url + "/query",
            data=urllib.parse.urlencode({"q": query}).encode(),
            headers={"Authorization": "Basic " + base64.b64encode(credentials.encode()).decode()},
        )
        # It is asked directly, whatever proxy the environment names.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=REQUEST_TIMEOUT_SECONDS) as answer:
                body = json.load(answer)
        except urllib.error.HTTPError as error:
            said = reason(error.read())
            # 403: nobody may do anything but make an administrator, as there is none.
            raise Refused(said) if error.code in (401, 403) else Failed(said)
        except (OSError, ValueError) as error:
            raise Failed(str(error))
        [result] = body["results"]
        if "error" in result:
            raise Failed(result["error"])
        return [
            dict(zip(series["columns"], row)) for series in result.get("series", []) for row in series.get("values", [])
        ]

    def lets_in(self, user):
        try:
            self.ask("SHOW DATABASES", user)
            return True
        except Refused:
            return False

    def await_answer(self, timeout_seconds):
        """Waits until it answers at all, be it to refuse."""
        deadline = time.monotonic() + timeout_seconds
        while True:
            try:
                return self.lets_in(self.user)
            except Failed:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)


class Changes:
    """What has to be done, and is, unless this is a dry run."""

    def __init__(self, influxdb, dry_run):
        self.influxdb = influxdb
        self.dry_run = dry_run
        self.done = []

    def make(self, what, query):
        self.done.append(what)
        if not self.dry_run:
            self.influxdb.ask(query)


def bring_admin(influxdb, changes, timeout_seconds):
    """Makes sure of an administrator; whether there is one to go on with."""
    if influxdb.await_answer(timeout_seconds):
        return True
    user = influxdb.user
    query = "CREATE USER %s WITH PASSWORD %s WITH ALL PRIVILEGES" % (name(user["name"]), text(user["password"]))
    try:
        changes.make("administrator", query)
    except (Refused, Failed):
        raise Refused("there is an administrator, with another name or password")
    return not changes.dry_run


def bring_database(influxdb, changes, wanted):
    database, policy, duration = wanted["database"], wanted["retention_policy"], wanted["retention_duration"]
    length = seconds(duration)
    if database not in [row["name"] for row in influxdb.ask("SHOW DATABASES")]:
        query = "CREATE DATABASE %s WITH DURATION %s REPLICATION 1 NAME %s" % (name(database), duration, name(policy))
        changes.make("database", query)
        return
    policies = {row["name"]: row for row in influxdb.ask("SHOW RETENTION POLICIES ON %s" % name(database))}
    found = policies.get(policy)
    if not found or seconds(found["duration"]) != length or not found["default"]:
        verb = "ALTER" if found else "CREATE"
        query = "%s RETENTION POLICY %s ON %s DURATION %s REPLICATION 1 DEFAULT"
        changes.make("retention policy", query % (verb, name(policy), name(database), duration))


def bring_user(influxdb, changes, user, database):
    quoted, password = name(user["name"]), text(user["password"])
    if user["name"] not in [row["user"] for row in influxdb.ask("SHOW USERS")]:
        changes.make("user %s" % user["name"], "CREATE USER %s WITH PASSWORD %s" % (quoted, password))
        rights = {}
    else:
        if not influxdb.lets_in(user):
            changes.make("password of %s" % user["name"], "SET PASSWORD FOR %s = %s" % (quoted, password))
        rights = {row["database"]: row["privilege"] for row in influxdb.ask("SHOW GRANTS FOR %s" % quoted)}
    privilege = user["privilege"]
    if rights.get(database) not in (privilege, privilege + " PRIVILEGES"):
        changes.make("rights of %s" % user["name"], "GRANT %s ON %s TO %s" % (privilege, name(database), quoted))


def main():
    module = AnsibleModule(
        argument_spec={
            "url": {"type": "str", "required": True},
            "admin": {"type": "dict", "required": True, "options": USER},
            "database": {"type": "str", "required": True},
            "retention_policy": {"type": "str", "required": True},
            "retention_duration": {"type": "str", "required": True},
            "users": {
                "type": "list",
                "elements": "dict",
                "required": True,
                "options": dict(USER, privilege={"type": "str", "required": True, "choices": ["READ", "WRITE", "ALL"]}),
            },
            "timeout_seconds": {"type": "int", "default": 30},
        },
        supports_check_mode=True,
    )
    wanted = module.params
    influxdb = InfluxDb(wanted["url"].rstrip("/"), wanted["admin"])
    changes = Changes(influxdb, module.check_mode)
    try:
        if bring_admin(influxdb, changes, wanted["timeout_seconds"]):
            bring_database(influxdb, changes, wanted)
            for user in wanted["users"]:
                bring_user(influxdb, changes, user, wanted["database"])
    except Refused as refused:
        module.fail_json(
            msg="%s refuses %s: %s. Try: the password that it was made with, or reset.yml"
            % (wanted["url"], wanted["admin"]["name"], refused)
        )
    except Failed as failed:
        module.fail_json(msg="%s: %s. Try: journalctl --unit influxdb" % (wanted["url"], failed))
    module.exit_json(changed=bool(changes.done), done=changes.done)


if __name__ == "__main__":
    main()
