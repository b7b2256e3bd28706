#!/usr/bin/env bash
# kafka-storage.sh format|info|random-uuid: the folder that a server stores in. Written for this project.
exec "$(dirname -- "$0")/kafka-run-class.sh" kafka.tools.StorageTool "$@"
