# Arguments: what HADOOP_CONF_DIR should be or nothing, Hadoop's folder or nothing, Flink's folder. Prints what a client of
# Hadoop would find, a line each; the lines of a file follow its name, each behind a bar.
conf=${1:-${HADOOP_CONF_DIR:-}} hadoop=$2 flink=$3
[ -z "$hadoop" ] || PATH=$hadoop/bin:$PATH
export HADOOP_CONF_DIR="$conf"
echo "conf=$conf"
for place in "${HADOOP_HOME:-}/conf" "${HADOOP_HOME:-}/etc/hadoop" "$hadoop/etc/hadoop" /etc/hadoop/conf; do
    [ -f "$place/core-site.xml" ] && echo "place=$place"
done
[ -d "$conf" ] && echo folder=yes
for name in core-site.xml hdfs-site.xml yarn-site.xml; do
    if [ -r "$conf/$name" ]; then
        echo "file=$name"
        sed -e 's/^/|/' "$conf/$name"
        echo
    elif [ -e "$conf/$name" ]; then
        echo "unreadable=$name"
    fi
done

classpath=$(timeout 4 hadoop classpath 2>/dev/null) && echo command=hadoop
IFS=:
# Split, and its wildcards expanded, as Java does it.
# shellcheck disable=SC2086
for entry in ${HADOOP_CLASSPATH:-} $classpath; do
    case $entry in
    */hadoop-common-[0-9]*.jar) echo "class=hadoop-common" ;;
    */hadoop-yarn-client-[0-9]*.jar) echo "class=hadoop-yarn-client" ;;
    esac
done

[ -x "$flink/bin/flink" ] && echo flink=yes
[ -x "$flink/bin/yarn-session.sh" ] && echo session=yes
for jar in "$flink"/lib/flink-dist_*.jar "$flink"/lib/flink-runtime_*.jar; do
    [ -f "$jar" ] && echo "version=$jar"
done
# Names of files stand in a jar as they are.
for jar in "$flink"/lib/flink-*.jar; do
    grep -q org/apache/flink/yarn/cli/FlinkYarnSessionCli.class "$jar" 2>/dev/null && echo "yarn=$jar"
done
exit 0
