#!/usr/bin/env bash
# Sourced by the other scripts: where everything is, and what conf/flink-conf.yaml says.
# What a variable of the environment says goes before what the file says.
# shellcheck disable=SC2034  # the scripts that source this one use the variables

FLINK_ROOT_DIR=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)
FLINK_BIN_DIR=$FLINK_ROOT_DIR/bin
FLINK_LIB_DIR=$FLINK_ROOT_DIR/lib
FLINK_OPT_DIR=$FLINK_ROOT_DIR/opt
FLINK_CONF_DIR=${FLINK_CONF_DIR:-$FLINK_ROOT_DIR/conf}
export FLINK_ROOT_DIR FLINK_BIN_DIR FLINK_LIB_DIR FLINK_OPT_DIR FLINK_CONF_DIR

fail() {
    echo "[ERROR] $1" >&2
    exit 1
}

# setting KEY [DEFAULT]: prints the value of the file's last line `KEY: value`, without a comment.
setting() {
    local key=$1 value=${2:-} line
    local pattern='^[[:space:]]*([^[:space:]:]+)[[:space:]]*:[[:space:]]+(.*[^[:space:]])[[:space:]]*$'
    if [[ -r $FLINK_CONF_DIR/flink-conf.yaml ]]; then
        while IFS= read -r line || [[ $line ]]; do
            if [[ ${line%%#*} =~ $pattern && ${BASH_REMATCH[1]} == "$key" ]]; then
                value=${BASH_REMATCH[2]}
            fi
        done <"$FLINK_CONF_DIR/flink-conf.yaml"
    fi
    printf '%s\n' "$value"
}

# Only the Java options may stand in quotes; everywhere else a quote is part of the value.
java_options() {
    local options
    options=$(setting "$1")
    options=${options#\"}
    printf '%s\n' "${options%\"}"
}

# mebibytes SIZE: 1024m, 1 gb, 1073741824 (bytes) and the like, rounded down.
mebibytes() {
    local size=${1,,} unit
    [[ $size =~ ^([0-9]+)[[:space:]]*([a-z]*)$ ]] || return 1
    size=$((10#${BASH_REMATCH[1]}))
    case ${BASH_REMATCH[2]} in
    '' | b | bytes) unit=1 ;;
    k | kb | kibibytes) unit=$((1 << 10)) ;;
    m | mb | mebibytes) unit=$((1 << 20)) ;;
    g | gb | gibibytes) unit=$((1 << 30)) ;;
    t | tb | tebibytes) unit=$((1 << 40)) ;;
    *) return 1 ;;
    esac
    echo $((size * unit >> 20))
}

# heap_mebibytes WHO [SIZE]: SIZE, or WHO.heap.size, or the older WHO.heap.mb; 0 leaves it to Java.
heap_mebibytes() {
    local size=${2:-}
    [[ $size ]] || size=$(setting "$1.heap.size")
    if [[ ! $size ]]; then
        size=$(setting "$1.heap.mb" 0)
        [[ $size == 0 ]] || echo "[WARNING] $1.heap.mb is deprecated. Try: $1.heap.size: ${size}m" >&2
        size+=m
    fi
    mebibytes "$size" || fail "$1.heap.size is no size: $size. Try: $1.heap.size: 1024m"
}

# Prints the hosts of conf/slaves, one a line, without comments and empty lines.
slaves() {
    local line
    [[ -r $FLINK_CONF_DIR/slaves ]] || fail "$FLINK_CONF_DIR/slaves cannot be read. Try: one host name a line"
    while read -r line || [[ $line ]]; do
        line=${line%%#*}
        # The host is the first word.
        read -r line _ <<<"$line" || :
        [[ ! $line ]] || printf '%s\n' "$line"
    done <"$FLINK_CONF_DIR/slaves"
}

# on_slaves start|stop: says it to the TaskManager of every line of conf/slaves. ssh is used for all
# of them as soon as one is not this host, in order, and it stops at none that cannot be reached.
# (The official scripts use pdsh instead wherever that is installed; these never do.)
on_slaves() {
    local host here=yes hosts
    # Assigned apart: a failure inside must not be lost.
    hosts=$(slaves)
    for host in $hosts; do
        [[ $host == localhost || $host == 127.0.0.1 ]] || here=no
    done
    for host in $hosts; do
        if [[ $here == yes ]]; then
            "$FLINK_BIN_DIR/taskmanager.sh" "$1" || :
        else
            # shellcheck disable=SC2086,SC2029  # the options are words; the path is the same over there
            ssh -n ${FLINK_SSH_OPTS:-} "$host" -- \
                "nohup /bin/bash -l '$FLINK_BIN_DIR/taskmanager.sh' '$1' &" || :
        fi
    done
}

class_path() {
    local jar path=
    for jar in "$FLINK_LIB_DIR"/*.jar; do
        path+=:$jar
    done
    printf '%s\n' "${path#:}"
}

# What a client of YARN needs behind the class path; nothing where neither variable is set.
hadoop_class_path() {
    printf '%s\n' "${HADOOP_CLASSPATH:+:$HADOOP_CLASSPATH}${HADOOP_CONF_DIR:+:$HADOOP_CONF_DIR}${YARN_CONF_DIR:+:$YARN_CONF_DIR}"
}

FLINK_LOG_DIR=${FLINK_LOG_DIR:-$(setting env.log.dir "$FLINK_ROOT_DIR/log")}
FLINK_PID_DIR=${FLINK_PID_DIR:-$(setting env.pid.dir /tmp)}
FLINK_LOG_MAX=${FLINK_LOG_MAX:-$(setting env.log.max 5)}
FLINK_SSH_OPTS=${FLINK_SSH_OPTS:-$(setting env.ssh.opts)}
FLINK_IDENT_STRING=${FLINK_IDENT_STRING:-${USER:-}}
FLINK_ENV_JAVA_OPTS=${FLINK_ENV_JAVA_OPTS:-$(java_options env.java.opts)}
FLINK_ENV_JAVA_OPTS_JM=${FLINK_ENV_JAVA_OPTS_JM:-$(java_options env.java.opts.jobmanager)}
FLINK_ENV_JAVA_OPTS_TM=${FLINK_ENV_JAVA_OPTS_TM:-$(java_options env.java.opts.taskmanager)}
JVM_ARGS=${JVM_ARGS:-}

# The one exception: env.java.home goes before JAVA_HOME, which a login shell may have set to anything.
JAVA_HOME=$(setting env.java.home "${JAVA_HOME:-}")
if [[ $JAVA_HOME ]]; then
    export JAVA_HOME
    JAVA_RUN=$JAVA_HOME/bin/java
    [[ -x $JAVA_RUN ]] || fail "there is no Java: $JAVA_RUN. Try: correct env.java.home in $FLINK_CONF_DIR/flink-conf.yaml"
else
    JAVA_RUN=$(command -v java) || fail "there is no Java. Try: set env.java.home in $FLINK_CONF_DIR/flink-conf.yaml, or JAVA_HOME"
fi
