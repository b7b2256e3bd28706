"""What a node's base image holds.

Debian bookworm with what every cloud image has: systemd, sshd, sudo, Python, a user `ubuntu`. Java 8 left Debian's
stable releases, so the one package and the libraries it needs come from unstable. The libraries are installed in the
image; the package itself lies in a small local archive, so that `apt-get install openjdk-8-jre-headless` works on a
node as it does on an Ubuntu machine, and no node has to read the index of unstable (11 MB) for it.
"""

import hashlib
from dataclasses import dataclass
from typing import List

from nodes.mirror import Mirror

RELEASE = "bookworm"
PACKAGES = (
    "systemd,systemd-sysv,dbus,libpam-systemd,openssh-server,sudo,python3,python3-apt,iproute2,iputils-ping,"
    "nftables,logrotate,ca-certificates,curl,procps,netbase,less,vim-tiny,tar,gzip,xz-utils,zstd,rsync,acl"
)
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
LOCAL_ARCHIVE = "/opt/testbed-packages"

# How tar packs the image: with what lets `ping` work for everybody, which it leaves out unless asked.
ATTRIBUTES = ("--xattrs", "--xattrs-include=*", "--numeric-owner")

# The dates of unstable's index run out after a week, and a mirror may be older; signatures stay required.
APT_OPTIONS = ('Acquire::Check-Valid-Until "false";', 'Acquire::Check-Date "false";', 'Acquire::Languages "none";')

# Documentation and translations are half of the files, and no sync between files is a third of the time.
DPKG_OPTIONS = (
    "path-exclude=/usr/share/doc/*",
    "path-include=/usr/share/doc/*/copyright",
    "path-exclude=/usr/share/man/*/*",
    "path-exclude=/usr/share/locale/*",
    "force-unsafe-io",
)

_SCRIPT = r"""
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
unstable=/etc/apt/sources.list.d/unstable.list
java=openjdk-8-jre-headless

# The new libc brings unstable's base-files: keep saying which release the rest is.
cp --dereference /etc/os-release /tmp/os-release
cp /etc/debian_version /tmp/debian_version

mkdir -p /usr/share/man/man1    # openjdk's postinst fails without it
echo "deb [signed-by=@KEYRING@] @MAIN@ sid main" >"$unstable"
apt-get -q update
apt-get -qy install --no-install-recommends -o APT::Keep-Downloaded-Packages=true -t unstable "$java"
# Without compression, as the nodes of a testbed unpack it all at once: 2.5 s instead of 5.4 s on two cores.
mkdir -p @LOCAL@
dpkg-deb --raw-extract /var/cache/apt/archives/"$java"_*.deb /tmp/java
dpkg-deb --root-owner-group -Znone --build /tmp/java @LOCAL@/"$java".deb
rm -r /tmp/java
apt-get -qy purge "$java"
apt-mark manual $(dpkg-query -W -f '${binary:Package} ') >/dev/null    # or autoremove takes the libraries
rm "$unstable"

mv /tmp/os-release /usr/lib/os-release
mv /tmp/debian_version /etc/debian_version

cd @LOCAL@
for deb in *.deb; do
  dpkg-deb --field "$deb"
  printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' \
    "$deb" "$(stat -c %s "$deb")" "$(sha256sum "$deb" | cut -d' ' -f1)"
done >Packages
# Trusted as it is part of the image; apt checked the package against the archive's signature above.
echo 'deb [trusted=yes] file:@LOCAL@ ./' >/etc/apt/sources.list.d/testbed.list
printf 'Package: openjdk-8-*\nPin: origin ""\nPin-Priority: 990\n' >/etc/apt/preferences.d/testbed

useradd -m -s /bin/bash -u 1000 -G adm,sudo ubuntu
echo 'ubuntu ALL=(ALL) NOPASSWD:ALL' >/etc/sudoers.d/90-cloud-init-users
chmod 440 /etc/sudoers.d/90-cloud-init-users

# The testbed makes every node's host key, so that it knows them.
rm -f /etc/ssh/ssh_host_*
cat >/etc/ssh/sshd_config.d/10-testbed.conf <<'END'
HostKey /etc/ssh/ssh_host_ed25519_key
PasswordAuthentication no
PermitRootLogin no
UseDNS no
END
systemctl -q enable ssh.service
# Hardware, consoles and timers that a container has no use for; apt's would take dpkg's lock at a random moment.
systemctl -q mask getty@.service console-getty.service systemd-udevd.service systemd-networkd.service \
  apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer
systemctl -q set-default multi-user.target

apt-get clean
rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/log/apt /var/log/dpkg.log /var/log/alternatives.log
rm -f /var/log/bootstrap.log /etc/apt/apt.conf.d/99mmdebstrap /etc/hosts /etc/hostname
cat >/etc/apt/apt.conf.d/90testbed <<'END'
@APT@
END
: >/etc/resolv.conf
: >/etc/machine-id
# A fresh date on empty lists makes Ansible's cache_valid_time take them for up to date.
touch -d 2000-01-01 /var/lib/apt/lists
"""


@dataclass(frozen=True)
class Recipe:
    """How to make the image of machines like this one, with packages from `mirror`."""

    mirror: Mirror
    architecture: str

    @property
    def sources(self) -> List[str]:
        """The lines of the nodes' sources.list."""
        signed = f"deb [signed-by={KEYRING}]"
        lines = [f"{signed} {self.mirror.main} {suite} main" for suite in (RELEASE, f"{RELEASE}-updates")]
        if self.mirror.security:
            lines.append(f"{signed} {self.mirror.security} {RELEASE}-security main")
        return lines

    def bootstrap(self, root: str) -> List[str]:
        """The command that makes a plain Debian in the folder `root`."""
        return [
            *("mmdebstrap", "--mode=root", "--variant=minbase"),
            f"--architectures={self.architecture}",
            f"--include={PACKAGES}",
            *(f"--aptopt={option.rstrip(';')}" for option in APT_OPTIONS),
            *(f"--dpkgopt={option}" for option in DPKG_OPTIONS),
            *(RELEASE, root, *self.sources),
        ]

    @property
    def script(self) -> str:
        """What to run inside of it afterwards, as root, with access to the mirror."""
        texts = {
            "@KEYRING@": KEYRING,
            "@MAIN@": self.mirror.main,
            "@LOCAL@": LOCAL_ARCHIVE,
            "@APT@": "\n".join(APT_OPTIONS),
        }
        script = _SCRIPT
        for mark, text in texts.items():
            script = script.replace(mark, text)
        return script

    @property
    def hash(self) -> str:
        """Changes with every ingredient, so an image is never taken for that of another recipe."""
        ingredients = "\n".join([*self.bootstrap("ROOT"), self.script, *ATTRIBUTES])
        return hashlib.sha256(ingredients.encode()).hexdigest()[:12]
