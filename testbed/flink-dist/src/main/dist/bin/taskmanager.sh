#!/usr/bin/env bash
# One TaskManager of this host; started twice, there are two.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=config.sh disable=SC1091
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/config.sh"

# network_mebibytes TOTAL: what of TOTAL is for network buffers, which live outside the heap. Only the
# fraction of the whole with its bounds; a fixed number of buffers and managed memory off the heap,
# which the official scripts subtract too, are not known here.
network_mebibytes() {
    local least most share
    least=$(mebibytes "$(setting taskmanager.network.memory.min 64mb)") ||
        fail "taskmanager.network.memory.min is no size. Try: taskmanager.network.memory.min: 64mb"
    most=$(mebibytes "$(setting taskmanager.network.memory.max 1gb)") ||
        fail "taskmanager.network.memory.max is no size. Try: taskmanager.network.memory.max: 1gb"
    share=$(awk -v total="$1" -v fraction="$(setting taskmanager.network.memory.fraction 0.1)" \
        'BEGIN { printf "%d", total * fraction }')
    ((share >= least)) || share=$least
    ((share <= most)) || share=$most
    echo "$share"
}

action=${1:-}
arguments=()
case $action in
start | start-foreground)
    if [[ ! $FLINK_ENV_JAVA_OPTS$FLINK_ENV_JAVA_OPTS_TM ]]; then
        JVM_ARGS+=" -XX:+UseG1GC"
    fi
    total=$(heap_mebibytes taskmanager "${FLINK_TM_HEAP:-}")
    if ((total > 0)); then
        network=$(network_mebibytes "$total")
        ((total > network)) || fail "taskmanager.heap.size is ${total}m, of which the network takes ${network}m. Try: more"
        JVM_ARGS+=" -Xms$((total - network))m -Xmx$((total - network))m -XX:MaxDirectMemorySize=8388607T"
    fi
    export JVM_ARGS
    export FLINK_ENV_JAVA_OPTS="$FLINK_ENV_JAVA_OPTS $FLINK_ENV_JAVA_OPTS_TM"
    arguments=(--configDir "$FLINK_CONF_DIR")
    ;;
stop | stop-all) ;;
*)
    echo "Usage: taskmanager.sh start|start-foreground|stop|stop-all" >&2
    exit 1
    ;;
esac
exec "$FLINK_BIN_DIR/flink-daemon.sh" "$action" taskexecutor "${arguments[@]}"
