# Arguments: Flink's folder, the text of node-report.sh, further ports to try. Asks the node that it runs on, the
# JobManager's, and from there all nodes of conf/slaves, by the way that start-cluster.sh takes; prints a section each.
home=$1 report=$2
shift 2
conf=${FLINK_CONF_DIR:-$home/conf}
value() {
    sed -n "s/^$1: *//p" "$conf/flink-conf.yaml" 2>/dev/null | tail -n 1
}
java=$(value env.java.home)
master=$(value jobmanager.rpc.address)
slaves=$(sed -e 's/#.*//' "$conf/slaves" 2>/dev/null | sort -u)
for key in jobmanager.rpc.port blob.server.port rest.port; do
    set -- "$@" "$master:$(value $key)"
done
for slave in $slaves; do
    for key in taskmanager.data.port taskmanager.rpc.port; do
        set -- "$@" "$slave:$(value $key | sed 's/-.*//')"
    done
done
# Only those that are pinned: a port of 0 is another one each time.
for port; do
    shift
    case $port in
    *:[1-9]*) set -- "$@" "$port" ;;
    esac
done

answers=$(mktemp -d)
trap 'rm -r "$answers"' EXIT
ask() {
    node=$1
    shift
    {
        echo "node=$node"
        echo "before=$(date +%s)"
        printf '%s\n' "$report" | timeout 30 "$@" 2>&1
        ended=$?
        echo "after=$(date +%s)"
        echo "ended=$ended"
    } >"$answers/$node"
}
ask "${master:-jobmanager}" sh -s -- "$home" "${java:--}" "$@" &
for slave in $slaves; do
    [ "$slave" = "$master" ] && continue
    # shellcheck disable=SC2046,SC2086  # the options are words
    ask "$slave" ssh $(value env.ssh.opts) "$slave" sh -s -- "$home" "${java:--}" "$@" &
done
wait
cat "$answers/${master:-jobmanager}"
for slave in $slaves; do
    [ "$slave" = "$master" ] || cat "$answers/$slave"
done
