#!/usr/bin/env bash
# The JobManager of this host.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=config.sh disable=SC1091
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/config.sh"

action=${1:-}
arguments=()
case $action in
start | start-foreground)
    heap=$(heap_mebibytes jobmanager "${FLINK_JM_HEAP:-}")
    ((heap == 0)) || JVM_ARGS+=" -Xms${heap}m -Xmx${heap}m"
    export JVM_ARGS
    export FLINK_ENV_JAVA_OPTS="$FLINK_ENV_JAVA_OPTS $FLINK_ENV_JAVA_OPTS_JM"
    arguments=(--configDir "$FLINK_CONF_DIR" --executionMode cluster)
    [[ ! ${2:-} ]] || arguments+=(--host "$2")
    [[ ! ${3:-} ]] || arguments+=(--webui-port "$3")
    ;;
stop | stop-all) ;;
*)
    echo "Usage: jobmanager.sh ((start|start-foreground) [host] [webui-port])|stop|stop-all" >&2
    exit 1
    ;;
esac
exec "$FLINK_BIN_DIR/flink-daemon.sh" "$action" standalonesession "${arguments[@]}"
