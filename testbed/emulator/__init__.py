"""An emulator of the EC2 API on this machine: moto, from Debian's archive, behind an HTTPS proxy."""
