# Arguments: Flink's folder, a number of lines. Prints the end of the JobManager's newest log.
conf=${FLINK_CONF_DIR:-$1/conf}
folder=$(sed -n 's/^env.log.dir: *//p' "$conf/flink-conf.yaml")
# shellcheck disable=SC2012  # Flink names its logs, and by letters and digits only
tail -n "$2" "$(ls -t "${folder:-$1/log}"/*standalonesession*.log | head -n 1)"
