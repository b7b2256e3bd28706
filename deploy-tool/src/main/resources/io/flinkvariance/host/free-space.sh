# Arguments: a folder. Prints how much of its file system is free, in KiB.
LC_ALL=C df -Pk "$1"
