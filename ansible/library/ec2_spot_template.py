#!/usr/bin/python
"""A launch template that asks for spot machines, and for nothing else."""

DOCUMENTATION = r"""
module: ec2_spot_template
short_description: A launch template that asks for spot machines
description:
  - M(amazon.aws.ec2_instance) cannot ask for spot machines itself, but takes a launch template that does. Such a machine
    has its tags from the first moment on, unlike one of C(amazon.aws.ec2_spot_instance).
  - Needs boto3 and the collection amazon.aws.
options:
  name:
    description: The template's name.
    type: str
    required: true
  tags:
    description: The template's own tags.
    type: dict
    default: {}
  state:
    description: Whether it is to be there.
    type: str
    choices: [present, absent]
    default: present
extends_documentation_fragment:
  - amazon.aws.aws
  - amazon.aws.ec2
attributes:
  check_mode: {support: full}
"""

RETURN = r"""#"""

try:
    from botocore.exceptions import BotoCoreError, ClientError
except ImportError:
    pass  # AnsibleAWSModule says so.

from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

# One that EC2 takes back ends; it does not come back by itself when the price falls.
MARKET = {
    "MarketType": "spot",
    "SpotOptions": {"SpotInstanceType": "one-time", "InstanceInterruptionBehavior": "terminate"},
}


def is_there(client, name):
    filters = [{"Name": "launch-template-name", "Values": [name]}]
    return bool(client.describe_launch_templates(Filters=filters)["LaunchTemplates"])


def make(client, name, tags):
    client.create_launch_template(
        LaunchTemplateName=name,
        LaunchTemplateData={"InstanceMarketOptions": MARKET},
        TagSpecifications=[
            {
                "ResourceType": "launch-template",
                "Tags": [{"Key": key, "Value": str(value)} for key, value in tags.items()],
            }
        ],
    )


def main():
    module = AnsibleAWSModule(
        argument_spec={
            "name": {"type": "str", "required": True},
            "tags": {"type": "dict", "default": {}},
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
        },
        supports_check_mode=True,
    )
    name = module.params["name"]
    present = module.params["state"] == "present"
    try:
        client = module.client("ec2")
        changed = is_there(client, name) != present
        if changed and not module.check_mode:
            if present:
                make(client, name, module.params["tags"])
            else:
                client.delete_launch_template(LaunchTemplateName=name)
    except (BotoCoreError, ClientError) as error:
        module.fail_json_aws(error, msg="launch template %s" % name)
    module.exit_json(changed=changed)


if __name__ == "__main__":
    main()
