# Becomes the command of its arguments, with SIGINT ignored: what is ignored stays so over exec, and a JVM leaves it at that.
trap '' INT
exec "$@"
