"""What the playbooks promise, tried on nodes with a real systemd, sshd, apt and firewall."""
