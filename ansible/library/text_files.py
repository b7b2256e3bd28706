#!/usr/bin/python
"""Writes several text files in one call."""

DOCUMENTATION = r"""
module: text_files
short_description: Writes several text files in one call
description:
  - Gives each file its content, owner, group and mode, and makes the folders above it. What is as it should be is left
    alone. A file is replaced as a whole, or not at all.
  - Does in one call to the node what C(ansible.builtin.template) does in five for each file. Render the contents with
    the lookup C(ansible.builtin.template).
  - Works as the user that it runs as. Run it as the user who owns the folder where that user is not trusted with what
    root may write.
options:
  files:
    description: The files.
    type: list
    elements: dict
    required: true
    suboptions:
      path: {description: Where it is., type: path, required: true}
      content: {description: All of it., type: str, required: true}
      owner: {description: Whom it belongs to; otherwise whoever writes it., type: str}
      group: {description: The group it belongs to., type: str}
      mode: {description: "Its mode, as four octal digits.", type: str, required: true}
      validate:
        description: A command that has to succeed with C(%s), the path of the new content, before anything is replaced.
        type: str
  secrets:
    description: Words of the contents that no output may show.
    type: list
    elements: str
    default: []
attributes:
  check_mode: {support: full}
  diff_mode: {support: full}
"""

RETURN = r"""
written:
  description: The paths of those that were not as they should be.
  type: list
  elements: str
  returned: always
"""

import os
import tempfile

from ansible.module_utils.basic import AnsibleModule

FILE = {
    "path": {"type": "path", "required": True},
    "content": {"type": "str", "required": True},
    "owner": {"type": "str"},
    "group": {"type": "str"},
    "mode": {"type": "str", "required": True},
    "validate": {"type": "str"},
}


def current_content(path):
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError):
        return None


def validate(module, command, path, new):
    code, out, err = module.run_command(command % new)
    if code != 0:
        module.fail_json(msg="%s: %s does not accept it: %s" % (path, command.split()[0], (err or out).strip()))


def replace(module, file):
    """Puts the content into a file of its own, then in its place."""
    os.makedirs(os.path.dirname(file["path"]), mode=0o755, exist_ok=True)
    handle, new = tempfile.mkstemp()
    module.add_cleanup_file(new)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
        stream.write(file["content"])
    if file["validate"]:
        validate(module, file["validate"], file["path"], new)
    # Until it has its owner and mode, nobody else may read it.
    former = os.umask(0o077)
    try:
        module.atomic_move(new, file["path"])
    finally:
        os.umask(former)


def bring(module, file):
    """Makes the file what it should be; whether it was something else, and the difference in its content."""
    before = current_content(file["path"])
    changed = before != file["content"]
    if changed and not module.check_mode:
        replace(module, file)
    if not (changed and module.check_mode):
        changed = module.set_fs_attributes_if_different(module.load_file_common_arguments(file), changed)
    return changed, {
        "before_header": file["path"],
        "after_header": file["path"],
        "before": before or "",
        "after": file["content"],
    }


def main():
    module = AnsibleModule(
        argument_spec={
            "files": {"type": "list", "elements": "dict", "required": True, "options": FILE},
            # That is what Ansible masks in all that the module says.
            "secrets": {"type": "list", "elements": "str", "default": [], "no_log": True},
        },
        supports_check_mode=True,
    )
    written, differences = [], []
    for file in module.params["files"]:
        try:
            changed, difference = bring(module, file)
        except OSError as failed:
            module.fail_json(msg="%s: %s" % (file["path"], failed.strerror or failed))
        if changed:
            written.append(file["path"])
            differences.append(difference)
    module.exit_json(changed=bool(written), written=written, diff=differences)


if __name__ == "__main__":
    main()
