#!/usr/bin/env bash
# Runs a class of Kafka's. Written for this project; the release's has more to set.
base=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
read -ra heap <<<"${KAFKA_HEAP_OPTS:--Xmx256M}"
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" "${heap[@]}" "-Dlog4j.configuration=file:$base/config/log4j.properties" \
    -cp "$base/libs/*" "$@"
