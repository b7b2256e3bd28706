#!/bin/sh
# An Ansible inventory: the live workers of the Hadoop cluster of conf/yarn.properties, as the group taskmanagers.
# HADOOP_WORKERS=yarn takes YARN's workers instead of HDFS'.
set -eu
tool=$(dirname "$0")/../../bin/deploy-tool

case ${1:-} in
--list) ;;
--host)
    echo '{}'
    exit 0
    ;;
*)
    echo "hadoop.sh: expected --list or --host <name>" >&2
    exit 2
    ;;
esac
workers=$("$tool" workers --from "${HADOOP_WORKERS:-hdfs}" --format inventory)
printf '%s\n' "$workers" | awk '
    NR > 1 {
        names = names comma "\"" $1 "\""
        if (split($2, variable, "=") == 2) {
            variables = variables separator "\"" $1 "\": {\"" variable[1] "\": \"" variable[2] "\"}"
            separator = ", "
        }
        comma = ", "
    }
    END { printf "{\"taskmanagers\": {\"hosts\": [%s]}, \"_meta\": {\"hostvars\": {%s}}}\n", names, variables }'
