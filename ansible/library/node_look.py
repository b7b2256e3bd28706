#!/usr/bin/python
"""Tells in one call what a role has to know of a node before it changes anything."""

DOCUMENTATION = r"""
module: node_look
short_description: Tells what is there, in one call
description:
  - Looks at files, folders, links, programs, units of systemd and whatever commands print. It changes nothing, and so
    does the same in check mode.
  - Each call to a node costs an SSH round trip and the start of a Python. A role that looks first, and then writes only
    what differs, makes one.
  - Looks as the user that it runs as. What that user may not see counts as not there.
options:
  files:
    description: Paths of files, of which owner, mode and content count.
    type: list
    elements: path
    default: []
  folders:
    description: Paths of folders, of which owner and mode count.
    type: list
    elements: path
    default: []
  links:
    description: Paths of symbolic links, of which owner and target count.
    type: list
    elements: path
    default: []
  paths:
    description: Paths of which it counts only whether something is there.
    type: list
    elements: path
    default: []
  programs:
    description: Names of programs on root's path, or their paths.
    type: list
    elements: str
    default: []
  units:
    description: Units of systemd.
    type: list
    elements: str
    default: []
  commands:
    description: Commands for a shell, each with the name under which its answer is to be found.
    type: dict
    default: {}
attributes:
  check_mode: {support: full}
"""

RETURN = r"""
files:
  description: "Of each file C(owner:group:mode SHA-1), as the filter C(differing) compares it; empty if it is no file."
  type: dict
  returned: always
folders:
  description: "Of each folder C(owner:group:mode); empty if it is none."
  type: dict
  returned: always
links:
  description: "Of each link C(owner target); empty if it is none."
  type: dict
  returned: always
paths:
  description: Whether there is something.
  type: dict
  returned: always
programs:
  description: Whether it can be run.
  type: dict
  returned: always
units:
  description: Of each unit C(active) and C(enabled), as systemctl words them, and C(needs_reload), a truth value.
  type: dict
  returned: always
commands:
  description: What each command printed, without the white space around it, whether it succeeded or not.
  type: dict
  returned: always
"""

import grp
import hashlib
import os
import pwd
import stat

from ansible.module_utils.basic import AnsibleModule

PROGRAM_FOLDERS = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")


def name_of(lookup, number):
    """The name of a user or group, as `stat` prints it."""
    try:
        return lookup(number)[0]
    except KeyError:
        return "UNKNOWN"


def owner_group_mode(found):
    return "%s:%s:%o" % (
        name_of(pwd.getpwuid, found.st_uid),
        name_of(grp.getgrgid, found.st_gid),
        stat.S_IMODE(found.st_mode),
    )


def of_kind(path, is_kind):
    """What lies there itself, and not what a link leads to; None if it is something else or nothing."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return found if is_kind(found.st_mode) else None


def file_state(path):
    # Nothing but a file is opened: a pipe in its place would never end.
    found = of_kind(path, stat.S_ISREG)
    if not found:
        return ""
    try:
        with open(path, "rb") as file:
            return "%s %s" % (owner_group_mode(found), hashlib.sha1(file.read()).hexdigest())
    except OSError:
        return ""


def folder_state(path):
    found = of_kind(path, stat.S_ISDIR)
    return owner_group_mode(found) if found else ""


def link_state(path):
    found = of_kind(path, stat.S_ISLNK)
    return "%s %s" % (name_of(pwd.getpwuid, found.st_uid), os.readlink(path)) if found else ""


def is_runnable(program):
    candidates = [program] if program.startswith("/") else [os.path.join(folder, program) for folder in PROGRAM_FOLDERS]
    return any(os.path.isfile(path) and os.access(path, os.X_OK) for path in candidates)


def unit_states(told):
    """The blocks that `systemctl show` prints, in the order in which the units were asked for."""
    states = []
    for block in told.strip().split("\n\n"):
        properties = dict(line.split("=", 1) for line in block.splitlines() if "=" in line)
        states.append(
            {
                "active": properties.get("ActiveState", ""),
                "enabled": properties.get("UnitFileState", ""),
                "needs_reload": properties.get("NeedDaemonReload") == "yes",
            }
        )
    return states


def units(module, names):
    if not names:
        return {}
    properties = "--property=ActiveState,UnitFileState,NeedDaemonReload"
    told = module.run_command(["systemctl", "show", properties, "--"] + names, check_rc=True)[1]
    return dict(zip(names, unit_states(told)))


def answers(module, commands):
    return dict(
        (name, module.run_command(["/bin/sh", "-c", command])[1].strip()) for name, command in sorted(commands.items())
    )


def main():
    paths = {"type": "list", "elements": "path", "default": []}
    names = {"type": "list", "elements": "str", "default": []}
    module = AnsibleModule(
        argument_spec={
            "files": paths,
            "folders": paths,
            "links": paths,
            "paths": paths,
            "programs": names,
            "units": names,
            "commands": {"type": "dict", "default": {}},
        },
        supports_check_mode=True,
    )
    wanted = module.params
    module.exit_json(
        changed=False,
        files=dict((path, file_state(path)) for path in wanted["files"]),
        folders=dict((path, folder_state(path)) for path in wanted["folders"]),
        links=dict((path, link_state(path)) for path in wanted["links"]),
        paths=dict((path, os.path.lexists(path)) for path in wanted["paths"]),
        programs=dict((program, is_runnable(program)) for program in wanted["programs"]),
        units=units(module, wanted["units"]),
        commands=answers(module, wanted["commands"]),
    )


if __name__ == "__main__":
    main()
