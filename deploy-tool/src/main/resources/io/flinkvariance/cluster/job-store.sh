# Arguments: the jar's SHA-256, the scenario's SHA-256, the scenario's file name, the job's id or nothing,
# the JobManager's folder for uploaded jars or nothing. Prints what is missing, or, when nothing is, where everything is.
set -eu
store=$HOME/.flink-variance
jar=$store/jars/$1/job.jar
scenario=$store/scenarios/$2/$3
has() {
    [ -f "$1" ] && [ "$(sha256sum <"$1" | cut -c 1-64)" = "$2" ]
}

mkdir -p "${jar%/*}" "${scenario%/*}" "$store/jobs"
echo "jar=$jar"
echo "scenario=$scenario"
has "$jar" "$1" || echo missing=jar
has "$scenario" "$2" || echo missing=scenario
has "$jar" "$1" && has "$scenario" "$2" || exit 0

# The time of the last use, by which old ones go.
touch "$jar" "$scenario"
find "$store/jars" "$store/scenarios" -type f -mtime +30 -delete
find "$store/jars" "$store/scenarios" -mindepth 1 -type d -empty -delete
# So that the scenario of a running job is found by whoever attaches to it.
if [ "$4" ]; then
    ln -sfn "$scenario" "$store/jobs/$4"
fi
find -L "$store/jobs" -type l -delete

if [ "$5" ] && [ -w "$5" ]; then
    listed=$5/$1_flink-variance.jar
    find "$5" -maxdepth 1 -name '*_flink-variance.jar' -mtime +30 -delete
    if ! has "$listed" "$1"; then
        ln -f "$jar" "$listed" 2>/dev/null || { cp "$jar" "$listed.$$" && mv "$listed.$$" "$listed"; }
    fi
    echo "listed=${listed##*/}"
fi
