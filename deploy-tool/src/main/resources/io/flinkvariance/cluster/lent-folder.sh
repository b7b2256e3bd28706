# Makes a folder that nobody else can enter, for a file that is to be there for a moment, and prints it. One of a tool that was
# killed meanwhile goes after a day.
set -eu
umask 077
lent=$HOME/.flink-variance/lent
mkdir -p "$lent"
find "$lent" -maxdepth 1 -type d -name 'for-*' -mtime +0 -exec rm -r {} +
mktemp -d "$lent/for-XXXXXX"
