#!/usr/bin/env bash
# Starts the JobManager on this host, then a TaskManager for every line of conf/slaves.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=config.sh disable=SC1091
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/config.sh"

case $(setting high-availability none) in
none | NONE) ;;
*) fail "high availability is beyond these scripts. Try: the official release of Flink" ;;
esac
echo "Starting cluster."
"$FLINK_BIN_DIR/jobmanager.sh" start
on_slaves start
