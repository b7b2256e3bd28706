"""The emulator's process: an HTTPS proxy on loopback that answers for AWS. Prints its port; ends with its standard input.

Runs with moto on PYTHONPATH. What moto lacks and the kit uses is added here: a console that tells the host keys, and rules
of a security group that share a port and are revoked one by one. Arguments: a file that every call is appended to, a line of
JSON each; and one that may tell the host keys by private address.
"""

import base64
import hashlib
import json
import sys
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, TextIO

from moto.ec2.models.instances import Instance  # type: ignore[import]
from moto.ec2.models.security_groups import SecurityGroupBackend  # type: ignore[import]
from moto.ec2.responses import EC2Response  # type: ignore[import]
from moto.moto_proxy.proxy3 import ProxyRequestHandler  # type: ignore[import]

_CONSOLE = """\
[    0.000000] Linux version 5.15.0-aws
Ubuntu 22.04 LTS ip-10-0-0-1 ttyS0
-----BEGIN SSH HOST KEY KEYS-----
{key} root@ip-10-0-0-1
-----END SSH HOST KEY KEYS-----
[   20.000000] cloud-init[900]: finished
"""
_LATER_CONSOLE = "[    0.000000] Linux version 5.15.0-aws\n"
_ANSWER = """\
<GetConsoleOutputResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
  <requestId>emulated</requestId><instanceId>{id}</instanceId>
  <timestamp>2020-01-01T00:00:00.000Z</timestamp><output>{output}</output>
</GetConsoleOutputResponse>"""


def _host_key(instance: Any) -> str:
    told = Path(sys.argv[2])
    if told.exists():
        return str(json.loads(told.read_text(encoding="utf-8"))[instance.private_ip])
    key = b"\0\0\0\x0bssh-ed25519\0\0\0\x20" + hashlib.sha256(instance.id.encode()).digest()
    return f"ssh-ed25519 {base64.b64encode(key).decode()}"


def _console(response: Any) -> str:
    instance = response.ec2_backend.get_instance(response._get_param("InstanceId"))
    # cloud-init tells the keys at the first boot only.
    text = _LATER_CONSOLE if hasattr(instance, "restarted") else _CONSOLE.format(key=_host_key(instance))
    return _ANSWER.format(id=instance.id, output=base64.b64encode(text.encode()).decode())


_plain_start = Instance.start


def _start(instance: Any, *arguments: Any, **named: Any) -> Any:
    instance.restarted = True
    return _plain_start(instance, *arguments, **named)


def _revoke_ingress(backend: Any, **revoked: Any) -> None:
    """As moto's own, which looks at the first rule of a port only."""
    group = backend.get_security_group_by_name_or_id(revoked["group_name_or_id"], None)
    ports = (revoked["ip_protocol"], int(revoked["from_port"]), int(revoked["to_port"]))
    members = [member["GroupId"] for member in revoked["source_groups"]]
    for rule in list(group.ingress_rules):
        if (rule.ip_protocol, rule.from_port, rule.to_port) == ports:
            rule.ip_ranges = [found for found in rule.ip_ranges if found not in revoked["ip_ranges"]]
            rule.source_groups = [found for found in rule.source_groups if found["GroupId"] not in members]
            if not rule.ip_ranges and not rule.source_groups:
                group.ingress_rules.remove(rule)


def _note_calls(log: TextIO) -> None:
    plain = EC2Response.call_action

    def noting(response: Any) -> Any:
        log.write(json.dumps({name: values[0] for name, values in response.querystring.items()}) + "\n")
        log.flush()
        return plain(response)

    EC2Response.call_action = noting


def main() -> None:
    _note_calls(open(sys.argv[1], "a", encoding="utf-8"))
    EC2Response.get_console_output = _console
    Instance.start = _start
    SecurityGroupBackend.revoke_security_group_ingress = _revoke_ingress
    ProxyRequestHandler.validate()
    server = ThreadingHTTPServer(("127.0.0.1", 0), ProxyRequestHandler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    # Whoever started this holds the other end; when it dies, however that happens, this ends.
    sys.stdin.read()


if __name__ == "__main__":
    main()
