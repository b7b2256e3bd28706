# Arguments: what HADOOP_CONF_DIR should be or nothing, Hadoop's folder or nothing, the session's name. Makes a folder for
# savepoints in that which the session's files are in, in HDFS, tries whether something can be written in it, and prints its URI.
set -eu
[ -z "$1" ] || export HADOOP_CONF_DIR="$1"
[ -z "$2" ] || PATH=$2/bin:$PATH
folder=$HOME/.flink-variance/sessions/$3
# The client says where it copies Flink to. Flink removes that when the session ends, and so does whoever tidies up after it.
files=$(cat "$folder"/log/*yarn-session*.log 2>/dev/null |
    sed -n -e 's|.* to \([^ ]*/[.]flink/application_[0-9][0-9]*_[0-9][0-9]*\)/.*|\1|p' | tail -n 1)
if [ -z "$files" ]; then
    echo "the session's client does not say where it has copied Flink to" >&2
    exit 1
fi
timeout 30 hadoop fs -mkdir -p "$files/savepoints"
# A DataNode has a part in this. It stays, as it goes with the folder.
echo written | timeout 30 hadoop fs -put - "$files/savepoints/tried"
printf '%s\n' "$files/savepoints"
