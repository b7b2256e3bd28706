# can-relay: succeeds if tcp-relay.sh can connect from here: if there is a bash, and it knows of networks. Nobody listens on port 0,
# so that one which does says that it cannot connect, and one which does not that there is no such file.
case $(LC_ALL=C bash -c 'exec 3<>/dev/tcp/127.0.0.1/0' 2>&1) in
*'No such file'* | *'not found'*) exit 1 ;;
esac
