# Succeeds if a JobManager of the user's runs. In brackets, so that the search does not find itself.
pgrep -u "$(id -u)" -f '[S]tandaloneSessionClusterEntrypoint'
