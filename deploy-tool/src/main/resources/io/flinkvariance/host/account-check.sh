# Arguments: a word. Prints it, and so shows that the account runs what it is told to.
echo "$1"
