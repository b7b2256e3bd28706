#!/bin/sh
# Java 8 from unstable: its libraries go into the image, the package itself into a local archive beside it.
# Takes MAIN, KEYRING and LOCAL_ARCHIVE from the environment.
set -eu
unstable=/etc/apt/sources.list.d/unstable.list
java=openjdk-8-jre-headless

# The new libc brings unstable's base-files: keep saying which release the rest is.
cp -L /etc/os-release /tmp/os-release
cp /etc/debian_version /tmp/debian_version

mkdir -p /usr/share/man/man1 # openjdk's postinst fails without it
echo "deb [signed-by=$KEYRING] $MAIN sid main" >"$unstable"
# Without a terminal for dpkg, of which a chroot has none: apt says an error of it that would hide a real one.
echo 'Dpkg::Use-Pty "false";' >/etc/apt/apt.conf.d/99pty
apt-get -q update
apt-get -qy install --no-install-recommends -o APT::Keep-Downloaded-Packages=true -t unstable "$java"
# Without compression, as the nodes of a testbed unpack it all at once: 2.5 s instead of 5.4 s on two cores.
mkdir -p "$LOCAL_ARCHIVE"
dpkg-deb --raw-extract /var/cache/apt/archives/"$java"_*.deb /tmp/java
dpkg-deb --root-owner-group -Znone --build /tmp/java "$LOCAL_ARCHIVE/$java.deb"
rm -r /tmp/java
apt-get -qy purge "$java"
# shellcheck disable=SC2046  # one word a package
apt-mark manual $(dpkg-query -W -f '${binary:Package} ') >/dev/null # or autoremove takes the libraries
rm "$unstable" /etc/apt/apt.conf.d/99pty

mv /tmp/os-release /usr/lib/os-release
mv /tmp/debian_version /etc/debian_version

cd "$LOCAL_ARCHIVE"
for deb in *.deb; do
    dpkg-deb --field "$deb"
    printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' \
        "$deb" "$(stat -c %s "$deb")" "$(sha256sum "$deb" | cut -d' ' -f1)"
done >Packages
# Trusted as it is part of the image; apt checked the package against the archive's signature above.
echo "deb [trusted=yes] file:$LOCAL_ARCHIVE ./" >/etc/apt/sources.list.d/testbed.list
printf 'Package: openjdk-8-*\nPin: origin ""\nPin-Priority: 990\n' >/etc/apt/preferences.d/testbed
cd /
