# Arguments: what HADOOP_CONF_DIR should be or nothing, Hadoop's folder or nothing, Flink's folder, the session's name, its
# application, the jar, the scenario, a savepoint that the job goes on from or nothing. Submits the job and prints what the client says.
set -eu
[ -z "$1" ] || export HADOOP_CONF_DIR="$1"
[ -z "$2" ] || PATH=$2/bin:$PATH
flink=$3
folder=$HOME/.flink-variance/sessions/$4
HADOOP_CLASSPATH=${HADOOP_CLASSPATH:+$HADOOP_CLASSPATH:}$(hadoop classpath)
export HADOOP_CLASSPATH FLINK_CONF_DIR="$folder/conf" FLINK_LOG_DIR="$folder/log"
said=$("$flink/bin/flink" run -d -yid "$5" ${8:+-s "$8"} "$6" --properties "$7" 2>&1 </dev/null) || {
    printf '%s\n' "$said"
    exit 1
}
printf '%s\n' "$said"
job=$(printf '%s\n' "$said" | sed -n -e 's/.*JobID \([0-9a-f]*\).*/\1/p' | head -n 1)
# So that the scenario of a running job is found by whoever attaches to it.
[ -z "$job" ] || ln -sfn "$7" "$HOME/.flink-variance/jobs/$job"
