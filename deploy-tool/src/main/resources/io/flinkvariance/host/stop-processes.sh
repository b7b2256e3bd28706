# Arguments: process ids. Stops these processes in their tracks, those that have not ended yet.
for process; do
    kill -s STOP "$process" 2>/dev/null || :
done
