#!/usr/bin/env bash
# Stops a TaskManager for every line of conf/slaves, then the JobManager on this host.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=config.sh disable=SC1091
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/config.sh"

on_slaves stop
"$FLINK_BIN_DIR/jobmanager.sh" stop
