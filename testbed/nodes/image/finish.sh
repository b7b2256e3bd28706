#!/bin/sh
# Makes an image of the system: nothing of one machine, nothing that a container has no use for.
# Takes APT_OPTIONS from the environment.
set -eu

# The testbed makes every node's host key, so that it knows them.
rm -f /etc/ssh/ssh_host_*
systemctl -q enable ssh.service
# Hardware, consoles and timers that a container has no use for; apt's would take dpkg's lock at a random moment.
systemctl -q mask getty@.service console-getty.service systemd-udevd.service systemd-networkd.service tmp.mount \
    apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer
# Only delays a power off while it upgrades, which it does at those timers.
systemctl -q disable unattended-upgrades.service
systemctl -q set-default multi-user.target

apt-get clean
rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/log/apt /var/log/dpkg.log /var/log/alternatives.log
rm -f /var/log/bootstrap.log /etc/apt/apt.conf.d/99mmdebstrap /etc/hosts /etc/hostname
echo "$APT_OPTIONS" >/etc/apt/apt.conf.d/90testbed
ln -sf ../run/systemd/resolve/stub-resolv.conf /etc/resolv.conf
: >/etc/machine-id
# A fresh date on empty lists makes Ansible's cache_valid_time take them for up to date.
touch -d 2000-01-01 /var/lib/apt/lists
