#!/usr/bin/env bash
# Sourced by what runs tests: installs what this machine lacks. Every need is a check of the thing itself, as a command of
# the right name may be too old, another program, or lack a part.

# A reader that stops at the first hit would fail the writer: no `grep -q` behind a pipe.
_needs=()

# need PACKAGE WHAT CHECK…: the package of Debian or Ubuntu to install unless the check succeeds.
need() {
    _needs+=("$1" "$2" "${*:3}")
}

has() {
    command -v "$1" >/dev/null
}

has_jdk() {
    local version
    version=$("${JAVA_HOME:+$JAVA_HOME/bin/}javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
    [ "${version:-0}" -ge 17 ]
}

has_ansible() {
    local minor
    minor=$(ansible-playbook --version 2>/dev/null | sed -n '1s/.*\[core 2\.\([0-9]*\).*/\1/p')
    [ "${minor:-0}" -ge 14 ] && ansible-galaxy collection list amazon.aws 2>/dev/null | grep '^amazon\.aws '
}

# Ansible may run on a Python of its own.
has_boto3() {
    local python
    python=$(ansible-playbook --version 2>/dev/null | sed -n 's/^ *python version = .*(\(.*\))$/\1/p')
    /usr/bin/python3 -c "import boto3, yaml" && "${python:-/usr/bin/python3}" -c "import boto3, botocore"
}

has_influxdb_1() {
    influxd version | grep 'InfluxDB v\?1\.'
}

# Fails where something is missing still.
install_missing() {
    local packages=() index
    for ((index = 0; index < ${#_needs[@]}; index += 3)); do
        ${_needs[index + 2]} >/dev/null 2>&1 || packages+=("${_needs[index]}")
    done
    [ ${#packages[@]} -gt 0 ] || return 0
    [ "$(id -u)" = 0 ] || lacks "${packages[*]}" "installing needs root" "sudo $0"
    _install "${packages[@]}"
    hash -r
    for ((index = 0; index < ${#_needs[@]}; index += 3)); do
        ${_needs[index + 2]} >/dev/null 2>&1 || lacks "${_needs[index + 1]}" \
            "not found, though ${_needs[index]} is installed" "take another one out of PATH, JAVA_HOME or its folder"
    done
}

lacks() {
    echo "[${0##*/}] $1: $2. Try: $3" >&2
    exit 1
}

# No daemon of a package must run beside the tests' own, now or after a restart.
_install() (
    policy=/usr/sbin/policy-rc.d
    if [ ! -e $policy ]; then
        trap 'rm -f $policy' EXIT
        printf '#!/bin/sh\nexit 101\n' >$policy
        chmod 755 $policy
    fi
    apt-get -q update
    DEBIAN_FRONTEND=noninteractive apt-get -qy -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@"
    if [[ " $* " == *" influxdb "* ]] && has systemctl; then
        systemctl disable --quiet influxdb
    fi
)
