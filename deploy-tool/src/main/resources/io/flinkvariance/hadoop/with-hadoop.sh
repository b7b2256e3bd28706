# Arguments: what HADOOP_CONF_DIR should be or nothing, Hadoop's folder or nothing, seconds, a command. Runs it for as long,
# as a login would: a command over SSH has no profile.
[ -z "$1" ] || export HADOOP_CONF_DIR="$1"
[ -z "$2" ] || PATH=$2/bin:$PATH
shift 2
exec timeout "$@"
