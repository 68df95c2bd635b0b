# To be sourced by make-guests: the files of the guest, below $tree.

packages="systemd systemd-sysv udev dbus openssh-server cloud-init netplan.io ifupdown cron sudo rsyslog logrotate
  vim-tiny curl less nginx-light redis-server python3-requests ca-certificates locales tzdata man-db chrony nftables
  unattended-upgrades e2fsprogs xfsprogs btrfs-progs lvm2 mdadm cryptsetup qemu-guest-agent linux-image-cloud-amd64
  grub-efi-amd64 initramfs-tools zstd rsync tmux postfix"

# The mirror that the host itself uses, where it is a Debian; else debootstrap's own choice.
mirror() {
  if [ -n "${GUESTKIT_MIRROR:-}" ]; then
    echo "$GUESTKIT_MIRROR"
  else
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources} 2> /dev/null |
      grep -E '^(deb|URIs:) ?' | grep -oE 'https?://[^ ]*/debian/?( |$)' | head -n 1 || true
  fi
}

make_tree() {
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2046 # no mirror is no argument
  if ! { debootstrap --variant=minbase bookworm "$tree" $(mirror) && install_packages; } > "$work/log" 2>&1; then
    tail -n 30 "$work/log" >&2
    exit 1
  fi
  write_settings
  write_odd_files
  rm -rf "$tree"/var/cache/apt/archives/*.deb "$tree"/var/lib/apt/lists/* "$tree"/usr/share/locale/*/LC_MESSAGES \
    "$tree"/var/cache/man/*
}

install_packages() {
  cp /etc/resolv.conf "$tree/etc/resolv.conf"
  # No service is started while packages are installed.
  printf '#!/bin/sh\nexit 101\n' > "$tree/usr/sbin/policy-rc.d"
  chmod 755 "$tree/usr/sbin/policy-rc.d"
  echo 'Dpkg::Options {"--force-unsafe-io";};' > "$tree/etc/apt/apt.conf.d/99-fast"
  mount -t proc proc "$tree/proc"
  chroot "$tree" apt-get update -qq
  # shellcheck disable=SC2086 # a list of words
  chroot "$tree" apt-get install -y --no-install-recommends $packages
  umount "$tree/proc"
  rm "$tree/usr/sbin/policy-rc.d" "$tree/etc/apt/apt.conf.d/99-fast"
}

write_settings() {
  local t=$tree
  echo web01.example.net > "$t/etc/hostname"
  printf '127.0.0.1 localhost\n127.0.1.1 web01.example.net web01\n' > "$t/etc/hosts"
  rm "$t/etc/resolv.conf"
  printf 'nameserver 192.0.2.53\nsearch example.net\n' > "$t/etc/resolv.conf"
  printf 'deb http://mirror.example.net/debian%s main\n' ' bookworm' ' bookworm-updates' '-security bookworm-security' \
    > "$t/etc/apt/sources.list"
  echo Europe/Paris > "$t/etc/timezone"
  ln -sf /usr/share/zoneinfo/Europe/Paris "$t/etc/localtime"
  echo b08dfa6083e7567a1921a715000001fb > "$t/etc/machine-id"
  echo 'LANG=fr_FR.UTF-8' > "$t/etc/default/locale"

  chroot "$t" useradd -m -s /bin/bash -G sudo alice
  chroot "$t" useradd -m -s /bin/sh -u 2000 -c 'Bob Builder,,,' bob
  chroot "$t" useradd -r -s /usr/sbin/nologin -d /srv/app app
  echo 'alice:correct horse' | chroot "$t" chpasswd -c SHA512
  echo '%sudo ALL=(ALL:ALL) NOPASSWD: ALL' > "$t/etc/sudoers.d/90-cloud"
  chmod 440 "$t/etc/sudoers.d/90-cloud"
  sed -i 's/^#*PermitRootLogin.*/PermitRootLogin prohibit-password/; s/^#*PasswordAuthentication.*/PasswordAuthentication no/' \
    "$t/etc/ssh/sshd_config"

  cat > "$t/etc/netplan/50-cloud-init.yaml" <<'X'
network:
  version: 2
  ethernets:
    ens3:
      match: {macaddress: "52:54:00:12:34:56"}
      dhcp4: false
      addresses: [192.0.2.10/24, "2001:db8::10/64"]
      routes: [{to: default, via: 192.0.2.1}]
      nameservers: {addresses: [192.0.2.53], search: [example.net]}
      set-name: ens3
X
  cat > "$t/etc/network/interfaces" <<'X'
source /etc/network/interfaces.d/*
auto lo
iface lo inet loopback
allow-hotplug ens4
iface ens4 inet dhcp
iface ens4 inet6 auto
X
  cat > "$t/etc/network/interfaces.d/ens5" <<'X'
auto ens5
iface ens5 inet static
  address 198.51.100.7/24
  gateway 198.51.100.1
X
  echo '*/5 * * * * root /usr/local/bin/sync-app --quiet' > "$t/etc/cron.d/sync-app"

  mkdir -p "$t/srv/app/bin" "$t/boot/efi"
  printf '#!/bin/sh\nexec sleep inf\n' > "$t/srv/app/bin/app"
  chmod 755 "$t/srv/app/bin/app"
  printf '[Unit]\nDescription=Example app\n[Service]\nUser=app\nExecStart=/srv/app/bin/app\n[Install]\nWantedBy=multi-user.target\n' \
    > "$t/etc/systemd/system/app.service"
  printf '[Timer]\nOnCalendar=daily\n[Install]\nWantedBy=timers.target\n' > "$t/etc/systemd/system/nightly.timer"
  printf '[Service]\nType=oneshot\nExecStart=/usr/local/bin/nightly\n' > "$t/etc/systemd/system/nightly.service"
  chroot "$t" systemctl -q enable app.service nightly.timer ssh nginx 2> /dev/null
  chroot "$t" systemctl -q disable redis-server 2> /dev/null
  chroot "$t" systemctl -q mask apt-daily.timer 2> /dev/null
}

# Names and shapes that a reader of filesystems may trip over.
write_odd_files() {
  local odd=$tree/srv/odd name
  name=$(printf 'n%.0s' {1..200})
  mkdir -p "$odd/déjà vu/$name"
  echo hi > "$odd/déjà vu/$name/$(printf 'f%.0s' {1..255})"
  printf 'latin 1' > "$odd/"$'caf\xe9'
  printf 'two lines' > "$odd/"$'new\nline\ttab'
  ln -s "$(printf '../%.0s' {1..30})etc/passwd" "$odd/long-symlink"
  ln -s loop "$odd/loop"
  ln -s /etc/os-release "$odd/absolute"
  ln "$tree/srv/app/bin/app" "$odd/hard-link"
  mkfifo "$odd/fifo"
  truncate -s 3G "$odd/sparse"
  printf END | dd of="$odd/sparse" bs=1 seek=$((3 * 1024 * 1024 * 1024 - 3)) conv=notrunc status=none
  mkdir "$odd/big"
  (cd "$odd/big" && for i in {1..5000}; do : > "file-$i"; done)
  head -c 3000000 /dev/zero | tr '\0' A > "$odd/repeated"
  setfattr -n user.test -v value "$odd/repeated" 2> /dev/null || true
  touch -d '1969-12-31T23:59:58.25Z' "$odd/before-1970"
  touch -d '2040-02-03T04:05:06.789012345Z' "$odd/after-2038"
}
