#!/usr/bin/env bash
# Asks YARN for a session: a JobManager that starts TaskManagers when jobs come. HADOOP_CLASSPATH and HADOOP_CONF_DIR say where.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=config.sh disable=SC1091
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/config.sh"

# The options are words.
# shellcheck disable=SC2086
exec "$JAVA_RUN" $JVM_ARGS -Xmx512m \
    "-Dlog.file=$FLINK_LOG_DIR/flink-$FLINK_IDENT_STRING-yarn-session-$HOSTNAME.log" \
    "-Dlog4j.configuration=file:$FLINK_CONF_DIR/log4j-yarn-session.properties" \
    -classpath "$(class_path)$(hadoop_class_path)" org.apache.flink.yarn.cli.FlinkYarnSessionCli "$@"
