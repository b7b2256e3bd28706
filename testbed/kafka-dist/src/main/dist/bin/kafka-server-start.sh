#!/usr/bin/env bash
# kafka-server-start.sh SETTINGS: a broker, a controller or both. Written for this project.
[ $# -gt 0 ] || { echo "USAGE: $0 server.properties" >&2; exit 1; }
exec "$(dirname -- "$0")/kafka-run-class.sh" kafka.Kafka "$@"
