# Arguments: Flink's folder. Prints the hosts of conf/slaves on which fewer TaskManagers of the user's run than it says, each as
# often as one has ended. A host that does not answer is left out.
conf=${FLINK_CONF_DIR:-$1/conf}
options=$(sed -n 's/^env.ssh.opts: *//p' "$conf/flink-conf.yaml" | tail -n 1)
slaves=$(sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$conf/slaves")
# In brackets, so that the search does not find itself.
# shellcheck disable=SC2016  # for the shell over there
count='pgrep -u "$(id -u)" -f "[T]askManagerRunner" | wc -l'
for slave in $(echo "$slaves" | sort -u); do
    # shellcheck disable=SC2086  # the options are words
    {
        case $slave in
        localhost | 127.0.0.1) running=$(echo "$count" | sh -s) ;;
        *) running=$(ssh -n -o ConnectTimeout=10 $options "$slave" "$count") ;;
        esac
        if [ -n "$running" ]; then
            echo "$slaves" | awk -v host="$slave" -v running="$running" '$0 == host && ++listed > running'
        fi
    } &
done
wait
