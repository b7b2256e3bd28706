# Arguments: a folder. Makes it, if it is not there, and tries whether something can be written in it.
set -eu
mkdir -p "$1"
tried=$1/tried.$$
echo written >"$tried"
rm "$tried"
