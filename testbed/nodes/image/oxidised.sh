#!/bin/sh
# The commands in Rust that Ubuntu 26.04 has in place of GNU's and of the first sudo.
set -eu
rust=/usr/lib/cargo/bin

# Where Ubuntu has them: GNU's beside, with "gnu" before the name. cp, mv and rm are GNU's in 26.04.
for path in $(dpkg -L coreutils | grep -E '^/usr/s?bin/'); do
    name=${path##*/}
    case $name in cp | mv | rm) continue ;; esac
    [ -e "$rust/coreutils/$name" ] || continue
    cp -p "$path" "${path%/*}/gnu$name"
    dpkg-divert --quiet --local --no-rename --divert "${path%/*}/gnu$name" --add "$path"
    "$rust/coreutils/ln" -sf "$rust/coreutils/$name" "$path"
done

# The first sudo stays beside, too.
for path in /usr/bin/sudo /usr/bin/sudoedit /usr/sbin/visudo; do
    name=${path##*/}
    dpkg-divert --quiet --local --rename --divert "$path.ws" --add "$path"
    update-alternatives --quiet --install "$path" "$name" "/usr/bin/$name-rs" 50
done
