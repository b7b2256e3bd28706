#!/usr/bin/python
"""Lists what a cluster leaves in a region of EC2, by its tags."""

DOCUMENTATION = r"""
module: ec2_tagged
short_description: Lists what a cluster leaves in a region of EC2, by its tags
description:
  - Volumes, security groups, launch templates and key pairs, all in one call of the module. The collection amazon.aws has
    no module that lists key pairs or launch templates. Machines are listed by M(amazon.aws.ec2_instance_info).
  - Needs boto3 and the collection amazon.aws. Changes nothing.
options:
  tags:
    description: The tags, all of which a resource has to carry.
    type: dict
    required: true
  name:
    description:
      - What has this name counts, too. amazon.aws makes a security group first and tags it then, and may not come to that.
    type: str
    required: true
extends_documentation_fragment:
  - amazon.aws.aws
  - amazon.aws.ec2
attributes:
  check_mode: {support: full}
"""

RETURN = r"""
resources:
  description: The ids by type of resource, as EC2 names it, such as C(security-group).
  type: dict
  returned: always
"""

try:
    from botocore.exceptions import BotoCoreError, ClientError
except ImportError:
    pass  # AnsibleAWSModule says so.

from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule


# The type as EC2's tags name it: the call that lists it, where the ids stand in the answer, and the filter for names.
TYPES = {
    "key-pair": ("describe_key_pairs", "KeyPairs", "KeyPairId", "key-name"),
    "launch-template": ("describe_launch_templates", "LaunchTemplates", "LaunchTemplateId", "launch-template-name"),
    "security-group": ("describe_security_groups", "SecurityGroups", "GroupId", "group-name"),
    "volume": ("describe_volumes", "Volumes", "VolumeId", "tag:Name"),
}


def matching(client, kind, filters):
    """The ids of what is of one type and passes the filters."""
    call, answer, identifier, _ = TYPES[kind]
    filters = [{"Name": name, "Values": [value]} for name, value in filters.items()]
    if client.can_paginate(call):
        pages = client.get_paginator(call).paginate(Filters=filters)
    else:
        pages = [getattr(client, call)(Filters=filters)]
    return {found[identifier] for page in pages for found in page[answer]}


def left(client, kind, tags, name):
    """The ids of what is of one type and the cluster's."""
    tagged = matching(client, kind, {"tag:%s" % key: value for key, value in tags.items()})
    return sorted(tagged | matching(client, kind, {TYPES[kind][3]: name}))


def main():
    module = AnsibleAWSModule(
        argument_spec={
            "tags": {"type": "dict", "required": True},
            "name": {"type": "str", "required": True},
        },
        supports_check_mode=True,
    )
    try:
        client = module.client("ec2")
        resources = {kind: left(client, kind, module.params["tags"], module.params["name"]) for kind in TYPES}
    except (BotoCoreError, ClientError) as error:
        module.fail_json_aws(error, msg="listing what carries the tags")
    module.exit_json(changed=False, resources=resources)


if __name__ == "__main__":
    main()
