# Arguments: a job's id. Prints where the scenario lies that it was submitted with, and then the scenario.
link=$HOME/.flink-variance/jobs/$1
[ -f "$link" ] && readlink -f "$link" && cat "$link"
