#!/usr/bin/env bash
# Starts and ends the Java processes of this host, and remembers them in a file of process ids.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=config.sh disable=SC1091
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/config.sh"

usage="Usage: flink-daemon.sh (start|start-foreground|stop|stop-all) (standalonesession|taskexecutor) [argument...]"
action=${1:-}
daemon=${2:-}
shift $(($# < 2 ? $# : 2))

case $daemon in
standalonesession) main=org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint ;;
taskexecutor) main=org.apache.flink.runtime.taskexecutor.TaskManagerRunner ;;
*)
    echo "$usage" >&2
    exit 1
    ;;
esac
pids=$FLINK_PID_DIR/flink-$FLINK_IDENT_STRING-$daemon.pid

is_running() {
    kill -0 "$1" 2>/dev/null
}

# One at a time may read and write the file. Locking its folder leaves no other file behind.
lock() {
    mkdir -p "$FLINK_PID_DIR"
    exec 200<"$FLINK_PID_DIR"
    command -v flock >/dev/null || return 0
    flock --wait 60 200 || fail "$FLINK_PID_DIR has been locked for a minute. Try: see who holds it: lsof $FLINK_PID_DIR"
}

# java_command LOG4J-FILE ARGUMENT...: sets `command`.
java_command() {
    local log4j=$1
    shift
    # The options are words, wherever they come from.
    # shellcheck disable=SC2206
    command=("$JAVA_RUN" $JVM_ARGS $FLINK_ENV_JAVA_OPTS "-Dlog.file=$prefix.log"
        "-Dlog4j.configuration=file:$FLINK_CONF_DIR/$log4j"
        -classpath "$(class_path)" "$main" "$@")
}

# rotate FILE: FILE becomes FILE.1, that one FILE.2, and so on; the oldest goes.
rotate() {
    local i
    [[ -e $1 && $FLINK_LOG_MAX -gt 0 ]] || return 0
    for ((i = FLINK_LOG_MAX - 1; i > 0; i--)); do
        [[ ! -e $1.$i ]] || mv -f "$1.$i" "$1.$((i + 1))"
    done
    mv -f "$1" "$1.1"
}

start() {
    local id=0 pid running=0
    lock
    mkdir -p "$FLINK_LOG_DIR"
    if [[ -f $pids ]]; then
        while read -r pid; do
            id=$((id + 1))
            ! is_running "$pid" || running=$((running + 1))
        done <"$pids"
    fi
    if ((running > 0)); then
        echo "[INFO] $running instance(s) of $daemon are already running on $HOSTNAME."
    fi

    prefix=$FLINK_LOG_DIR/flink-$FLINK_IDENT_STRING-$daemon-$id-$HOSTNAME
    rotate "$prefix.log"
    rotate "$prefix.out"
    java_command log4j.properties "$@"
    # Java must not inherit the lock.
    "${command[@]}" >"$prefix.out" 2>&1 </dev/null 200<&- &
    pid=$!
    is_running "$pid" || fail "$daemon did not start. See $prefix.out"
    echo "$pid" >>"$pids"
    echo "Starting $daemon daemon on host $HOSTNAME."
}

start_in_foreground() {
    prefix=$FLINK_LOG_DIR/flink-$FLINK_IDENT_STRING-$daemon-console-$HOSTNAME
    java_command log4j-console.properties "$@"
    echo "Starting $daemon as a console application on host $HOSTNAME."
    exec "${command[@]}"
}

end() {
    if is_running "$1"; then
        echo "Stopping $daemon daemon (pid: $1) on host $HOSTNAME."
        kill "$1"
    else
        echo "No $daemon daemon (pid: $1) is running anymore on $HOSTNAME."
    fi
}

# Ends the last of the file, and takes it out.
stop() {
    local pid
    lock
    if [[ ! -s $pids ]]; then
        echo "No $daemon daemon to stop on host $HOSTNAME."
        return
    fi
    pid=$(tail -n 1 "$pids")
    sed -i '$d' "$pids"
    [[ -s $pids ]] || rm -f "$pids"
    end "$pid"
}

stop_all() {
    local all pid
    lock
    if [[ ! -s $pids ]]; then
        echo "No $daemon daemon to stop on host $HOSTNAME."
        return
    fi
    mapfile -t all <"$pids"
    rm -f "$pids"
    for pid in "${all[@]}"; do
        end "$pid"
    done
}

case $action in
start) start "$@" ;;
start-foreground) start_in_foreground "$@" ;;
stop) stop ;;
stop-all) stop_all ;;
*)
    echo "$usage" >&2
    exit 1
    ;;
esac
