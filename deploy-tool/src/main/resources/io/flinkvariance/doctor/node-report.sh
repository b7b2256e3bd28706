# Arguments: Flink's folder, env.java.home or -, then ports of other nodes to try, such as 10.0.0.1:6123. Prints lines of
# key and value about the node that it runs on.
home=$1 java=$2
shift 2
# The official archive has one jar of all modules; others may have each by itself.
for jar in "$home"/lib/flink-dist*.jar "$home"/lib/flink-core-*.jar; do
    [ ! -e "$jar" ] || echo "flink=$(basename "$jar" .jar | sed 's/.*-\([0-9][0-9.]*\)$/\1/')"
done
[ "$java" != - ] || java=
echo "java=$("${java:+$java/bin/}java" -version 2>&1 | sed -n 's/.*version "\(.*\)".*/\1/p')"
for folder in "$home/" "$HOME" /tmp; do
    # In KiB: -m is GNU's alone.
    echo "free=$(df -Pk "$folder" 2>/dev/null | awk 'NR == 2 { print int($4 / 1024) }') $folder"
done
echo "now=$(date +%s)"
for port; do
    {
        timeout 3 bash -c "exec 3<>/dev/tcp/${port%:*}/${port##*:}" 2>/dev/null
        case $? in
        0) echo "port=$port open" ;;
        124) echo "port=$port silent" ;;
        *) echo "port=$port refused" ;;
        esac
    } &
done
wait
