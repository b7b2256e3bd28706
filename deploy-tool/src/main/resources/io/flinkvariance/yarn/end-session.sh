# Arguments: what HADOOP_CONF_DIR should be or nothing, Hadoop's folder or nothing, the session's name, kill or nothing. Ends
# its clients, its application if it is to be killed, and removes what they left in HDFS and here.
set -eu
[ -z "$1" ] || export HADOOP_CONF_DIR="$1"
[ -z "$2" ] || PATH=$2/bin:$PATH
name=$3
folder=$HOME/.flink-variance/sessions/$name
[ -d "$folder" ] || exit 0
end_clients() {
    # One that YARN has refused heeds no other signal. The brackets keep this command itself out.
    for client in $(pgrep -f -u "$(id -u)" "yarn-session[.]sh.*$name|[.]flink-variance/sessions/$name/"); do
        kill -s KILL "$client" 2>/dev/null || :
    done
}
end_clients
application=$(cat "$folder"/log/*yarn-session*.log "$folder/client.out" 2>/dev/null |
    sed -n -e 's/.*\(application_[0-9][0-9]*_[0-9][0-9]*\).*/\1/p' | tail -n 1)
if [ "$application" ]; then
    if [ "$4" ]; then
        said=$(timeout 30 yarn application -kill "$application" 2>&1) || case $said in
        # It was never submitted.
        *"doesn't exist in RM"*) ;;
        *)
            # The folder stays, as nobody finds the session without it.
            echo "YARN has not ended $application. Try: yarn application -kill $application there" >&2
            exit 1
            ;;
        esac
    fi
    # Nothing says of what is not there that it could not be removed.
    timeout 20 hadoop fs -rm -r -f -skipTrash ".flink/$application" >/dev/null
fi
rm -r "$folder"
# Without the folder none begins; one may have since it was looked.
end_clients
