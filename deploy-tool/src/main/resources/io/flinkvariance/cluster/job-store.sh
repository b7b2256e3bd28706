# Arguments: the jar's SHA-256, the scenario's SHA-256, the scenario's file name, its text, the job's id or nothing, the
# JobManager's folder for uploaded jars or nothing. Prints where everything is, and what is missing or was just written.
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
if ! has "$scenario" "$2"; then
    printf %s "$4" >"$scenario.$$.part"
    mv "$scenario.$$.part" "$scenario"
    has "$scenario" "$2" || echo differs=scenario
    echo written=scenario
fi
if ! has "$jar" "$1"; then
    echo missing=jar
    exit 0
fi

# The time of the last use, by which old ones go.
touch "$jar" "$scenario"
find "$store/jars" "$store/scenarios" -type f -mtime +30 -exec rm -f {} +
# Refused where there is something in them.
find "$store/jars" "$store/scenarios" -depth -type d -exec rmdir {} + 2>/dev/null || :
# So that the scenario of a running job is found by whoever attaches to it.
if [ "$5" ]; then
    ln -sfn "$scenario" "$store/jobs/$5"
fi
find -L "$store/jobs" -type l -exec rm -f {} +

if [ "$6" ] && [ -w "$6" ]; then
    listed=$6/$1_flink-variance.jar
    find "$6" -maxdepth 1 -name '*_flink-variance.jar' -mtime +30 -exec rm -f {} +
    if ! has "$listed" "$1"; then
        ln -f "$jar" "$listed" 2>/dev/null || { cp "$jar" "$listed.$$" && mv "$listed.$$" "$listed"; }
    fi
    echo "listed=${listed##*/}"
fi
