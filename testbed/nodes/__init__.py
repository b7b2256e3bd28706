"""EC2-like nodes on one Linux machine: systemd-nspawn containers in network namespaces."""
