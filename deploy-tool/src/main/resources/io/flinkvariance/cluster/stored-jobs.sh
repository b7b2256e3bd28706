# Prints the ids of the jobs whose scenarios are stored.
ls "$HOME/.flink-variance/jobs"
