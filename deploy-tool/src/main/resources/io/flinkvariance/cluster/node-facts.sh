# Arguments: Flink's folder, env.java.home or nothing. Prints the versions of both, as far as files tell them.
for jar in "$1"/lib/flink-dist*.jar "$1"/lib/flink-core-*.jar; do
    echo "flink=$(basename "$jar" .jar | sed 's/.*-\([0-9][0-9.]*\)$/\1/')"
done
java=${2:+$2/bin/}java
echo "java=$("$java" -version 2>&1 | sed -n 's/.*version "\(.*\)".*/\1/p')"
