# Arguments: a session's name. Prints whether its client runs, the application that it asked for, once there is one, and the
# last that the client said, each line behind a bar.
folder=$HOME/.flink-variance/sessions/$1
# The brackets keep this command itself out.
if pgrep -f -u "$(id -u)" "yarn-session[.]sh.*$1|[.]flink-variance/sessions/$1/" >/dev/null; then
    echo client=running
fi
cat "$folder"/log/*yarn-session*.log "$folder/client.out" 2>/dev/null |
    sed -n -e 's/.*\(application_[0-9][0-9]*_[0-9][0-9]*\).*/application=\1/p' | tail -n 1
tail -n 60 "$folder/client.out" 2>/dev/null | sed -e 's/^/|/'
exit 0
