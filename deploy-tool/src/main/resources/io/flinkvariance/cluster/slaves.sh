# Arguments: Flink's folder. Prints the lines of conf/slaves that name a host.
conf=${FLINK_CONF_DIR:-$1/conf}
sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$conf/slaves"
