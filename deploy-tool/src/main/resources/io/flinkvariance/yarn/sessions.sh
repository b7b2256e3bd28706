# Prints the names of the sessions that were begun from this account and not ended yet.
for folder in "$HOME"/.flink-variance/sessions/*; do
    [ -d "$folder" ] && basename "$folder"
done
exit 0
