#!/usr/bin/python
"""Notes the host keys that EC2's machines have written to their consoles."""

DOCUMENTATION = r"""
module: ec2_host_keys
short_description: Notes the host keys that EC2's machines have written to their consoles
description:
  - cloud-init writes the host keys to the console at a machine's first boot. EC2 hands the console out to its owner, over
    HTTPS, so that not even the first connection has to believe what answers.
  - Writes a known_hosts file in which the id of the instance stands for the host, for ssh's option HostKeyAlias. The
    address may change; and after a further boot the console does not tell the keys any more.
  - Machines that are not listed are removed from the file. Needs boto3 and the collection amazon.aws.
options:
  path:
    description: The known_hosts file.
    type: path
    required: true
  instance_ids:
    description: The machines.
    type: list
    elements: str
    required: true
  timeout_seconds:
    description: How long to wait for the machines to boot. EC2 shows a console a minute or more after the fact.
    type: int
    default: 300
  from_console:
    description: Otherwise only the machines that are not listed are removed, and ssh itself adds the others.
    type: bool
    default: true
extends_documentation_fragment:
  - amazon.aws.aws
  - amazon.aws.ec2
attributes:
  check_mode: {support: full}
"""

RETURN = r"""#"""

import os
import re
import tempfile
import time

try:
    from botocore.exceptions import BotoCoreError, ClientError
except ImportError:
    pass  # AnsibleAWSModule says so.

from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

BEGIN, END = "-----BEGIN SSH HOST KEY KEYS-----", "-----END SSH HOST KEY KEYS-----"
# The console may hold other messages within the block, and a time stamp before each line.
KEY = re.compile(r"(?:^|\s)((?:ssh|ecdsa)-[a-z0-9-]+ AAAA[A-Za-z0-9+/]+=*)(?:\s|$)")
PAUSE_SECONDS = 5


def keys_in(console):
    """The host keys that the last complete block of a console holds."""
    block = console.rpartition(END)[0].rpartition(BEGIN)[2] if BEGIN in console else ""
    return list(dict.fromkeys(match.group(1) for match in map(KEY.search, block.splitlines()) if match))


def console_of(client, instance_id):
    """The console as it is now; of older types of machines, as EC2 has last stored it."""
    try:
        answer = client.get_console_output(InstanceId=instance_id, Latest=True)
    except ClientError as error:
        if error.response["Error"]["Code"] != "UnsupportedOperation":
            raise
        answer = client.get_console_output(InstanceId=instance_id)
    return answer.get("Output") or ""


def await_keys(module, instance_ids):
    """The keys of each machine, once all have told them."""
    client = module.client("ec2")
    deadline = time.monotonic() + module.params["timeout_seconds"]
    found = {}
    while True:
        for instance_id in instance_ids:
            if instance_id not in found:
                keys = keys_in(console_of(client, instance_id))
                if keys:
                    found[instance_id] = keys
        silent = [instance_id for instance_id in instance_ids if instance_id not in found]
        if not silent:
            return found
        if time.monotonic() > deadline:
            module.fail_json(
                msg="[%s] host keys: the console does not tell them within %d s. Try: again, or "
                "ec2_cluster_host_keys: accept, which trusts the first connection"
                % (", ".join(silent), module.params["timeout_seconds"])
            )
        time.sleep(PAUSE_SECONDS)


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().splitlines()
    except FileNotFoundError:
        return []


def write(path, lines):
    folder = os.path.dirname(path)
    os.makedirs(folder, mode=0o755, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=folder, delete=False, encoding="utf-8") as file:
        file.write("".join(line + "\n" for line in lines))
    os.replace(file.name, path)


def main():
    module = AnsibleAWSModule(
        argument_spec={
            "path": {"type": "path", "required": True},
            "instance_ids": {"type": "list", "elements": "str", "required": True},
            "timeout_seconds": {"type": "int", "default": 300},
            "from_console": {"type": "bool", "default": True},
        },
        supports_check_mode=True,
    )
    path, wanted = module.params["path"], module.params["instance_ids"]
    before = read(path)
    lines = [line for line in before if line.split(" ")[0] in wanted]
    known = {line.split(" ")[0] for line in lines}
    unknown = [instance_id for instance_id in wanted if instance_id not in known]
    if module.params["from_console"] and unknown:
        if module.check_mode:
            module.exit_json(changed=True)
        try:
            found = await_keys(module, unknown)
        except (BotoCoreError, ClientError) as error:
            module.fail_json_aws(error, msg="reading the consoles")
        lines += ["%s %s" % (instance_id, key) for instance_id in unknown for key in found[instance_id]]
    changed = lines != before
    if changed and not module.check_mode:
        write(path, lines)
    module.exit_json(changed=changed)


if __name__ == "__main__":
    main()
