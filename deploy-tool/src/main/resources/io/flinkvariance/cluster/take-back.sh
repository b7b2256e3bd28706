# Arguments: a folder. Removes it with what is in it.
set -eu
if [ -e "$1" ]; then
    rm -r "$1"
fi
