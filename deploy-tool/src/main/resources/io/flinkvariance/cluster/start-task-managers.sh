# Arguments: Flink's folder, then hosts as conf/slaves names them. Starts a TaskManager on each, as start-cluster.sh would.
conf=${FLINK_CONF_DIR:-$1/conf}
options=$(sed -n 's/^env.ssh.opts: *//p' "$conf/flink-conf.yaml" | tail -n 1)
start=$1/bin/taskmanager.sh
shift
for slave; do
    # shellcheck disable=SC2086  # the options are words
    case $slave in
    localhost | 127.0.0.1) "$start" start ;;
    *) ssh -n -o ConnectTimeout=10 $options "$slave" "$start" start ;;
    esac &
done
wait
