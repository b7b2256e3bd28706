#!/bin/sh
# What Ubuntu's cloud images have and Debian has otherwise, or not at all.
# Takes HOME_MODE from the environment.
set -eu

# Homes that other users cannot read, and for users a umask that leaves the bits of their own group.
sed -i '/^HOME_MODE/d' /etc/login.defs
echo "HOME_MODE	$HOME_MODE" >>/etc/login.defs
sed -i '/^DIR_MODE/d' /etc/adduser.conf
echo "DIR_MODE=$HOME_MODE" >>/etc/adduser.conf
for file in /etc/pam.d/common-session /etc/pam.d/common-session-noninteractive; do
    sed -i '/pam_umask.so/d' "$file"
    echo 'session optional			pam_umask.so usergroups' >>"$file"
done
echo LANG=C.UTF-8 >/etc/default/locale

# The user, as cloud-init makes it; the rule for sudo and the keys come from there at the first boot.
groupadd --system lxd
useradd -m -s /bin/bash -u 1000 -c Ubuntu -G adm,cdrom,dip,lxd,sudo ubuntu

# cloud-init writes the first of these itself, and would restart sshd for it under the first who log in.
echo 'PasswordAuthentication no' >/etc/ssh/sshd_config.d/50-cloud-init.conf
chmod 600 /etc/ssh/sshd_config.d/50-cloud-init.conf
echo 'PasswordAuthentication no' >/etc/ssh/sshd_config.d/60-cloudimg-settings.conf

# cloud-init itself, with a folder in place of EC2's metadata, which the testbed fills for every node. It keeps the
# host key that the testbed made, and leaves out what a container cannot do: disks, clocks, the boot loader.
echo 'datasource_list: [ NoCloud, None ]' >/etc/cloud/cloud.cfg.d/90_dpkg.cfg
cat >/etc/cloud/cloud.cfg.d/95_testbed.cfg <<'END'
network: {config: disabled}
ssh_deletekeys: false
ssh_genkeytypes: [ed25519]
ssh_pwauth: false
disable_root: true
cloud_init_modules: [bootcmd, write_files, set_hostname, update_hostname, update_etc_hosts, users_groups, ssh,
  set_passwords, runcmd]
cloud_config_modules: []
cloud_final_modules: [package_update_upgrade_install, write_files_deferred, scripts_per_boot, scripts_per_instance,
  scripts_user, final_message]
system_info:
  distro: ubuntu
  default_user:
    name: ubuntu
    lock_passwd: true
    gecos: Ubuntu
    groups: [adm, cdrom, dip, lxd, sudo]
    sudo: ["ALL=(ALL) NOPASSWD:ALL"]
    shell: /bin/bash
END
# Each stage takes a second of CPU at every boot. Until one process ran them all, the first and the third had one of their
# own; here, where the network is there already, they have nothing to do that the second does not.
if [ ! -e /usr/lib/systemd/system/cloud-init-main.service ]; then
    for stage in cloud-init-local cloud-config; do
        mkdir -p /etc/systemd/system/$stage.service.d
        printf '[Service]\nExecStart=\nExecStart=/bin/true\n' >/etc/systemd/system/$stage.service.d/testbed.conf
    done
fi
mkdir -p /var/lib/cloud/seed/nocloud
: >/var/lib/cloud/seed/nocloud/user-data

# Since 24.04 Ubuntu's needrestart restarts services after every apt-get, asking nobody.
# shellcheck disable=SC2016  # Perl's variable
echo '$nrconf{restart} = '"'a';" >/etc/needrestart/conf.d/ubuntu.conf

cat >/etc/update-motd.d/00-header <<'END'
#!/bin/sh
. /etc/os-release
printf 'Welcome to %s (%s %s %s)\n' "$PRETTY_NAME" "$(uname -o)" "$(uname -r)" "$(uname -m)"
END
chmod 755 /etc/update-motd.d/00-header
