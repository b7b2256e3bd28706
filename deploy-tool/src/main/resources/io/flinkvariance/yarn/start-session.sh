# Arguments: what HADOOP_CONF_DIR should be or nothing, Hadoop's folder or nothing, Flink's folder, the session's name, lines
# for its flink-conf.yaml that go before and after those of the installation, how its client logs, and then what
# yarn-session.sh is told. Starts the client and does not wait for it.
set -eu
[ -z "$1" ] || export HADOOP_CONF_DIR="$1"
[ -z "$2" ] || PATH=$2/bin:$PATH
flink=$3 name=$4 before=$5 after=$6 logging=$7
shift 7
folder=$HOME/.flink-variance/sessions/$name
mkdir -p "$folder/conf" "$folder/log"
for file in "$flink"/conf/*; do
    [ -f "$file" ] || continue
    cp "$file" "$folder/conf"
done
: >>"$folder/conf/flink-conf.yaml"
mv "$folder/conf/flink-conf.yaml" "$folder/conf/installed.yaml"
# Of a key that is there twice, Flink takes the last.
printf '%s\n' "$before" >"$folder/conf/flink-conf.yaml"
cat "$folder/conf/installed.yaml" >>"$folder/conf/flink-conf.yaml"
# Where a client leaves word of its session, for whoever comes next: not in /tmp, where other clients would follow it.
printf '\n%s\nyarn.properties-file.location: %s\n' "$after" "$folder" >>"$folder/conf/flink-conf.yaml"
rm "$folder/conf/installed.yaml"
printf '%s\n' "$logging" >"$folder/conf/log4j-yarn-session.properties"

HADOOP_CLASSPATH=${HADOOP_CLASSPATH:+$HADOOP_CLASSPATH:}$(hadoop classpath)
export HADOOP_CLASSPATH FLINK_CONF_DIR="$folder/conf" FLINK_LOG_DIR="$folder/log"
"$flink/bin/yarn-session.sh" "$@" >"$folder/client.out" 2>&1 </dev/null &
