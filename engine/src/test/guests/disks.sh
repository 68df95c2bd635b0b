# To be sourced by make-guests: disks in $images that hold $tree.

root_uuid=0d1f7a5e-1111-4222-8333-9a9a9a9a9a01
mbr_uuid=0d1f7a5e-1111-4222-8333-9a9a9a9a9b # and the partition's number

# attach IMAGE NUMBER: prints the loop device of a partition
attach() {
  local start size
  read -r start size < <(partx -rgb -o START,SIZE -n "$2:$2" "$1")
  losetup -f --show -o $((start * 512)) --sizelimit "$size" "$1"
}

# Everything as it is: owners, times in nanoseconds, holes, hard links, extended attributes.
copy_tree() {
  tar -C "$tree" --format=posix --xattrs --acls --numeric-owner -S -cf - . |
    tar -C "$1" --warning=no-timestamp --xattrs --xattrs-include='*' --acls --numeric-owner -S -xpf -
}

# make_gpt DISK SIZE: a GUID partition table, an EFI system partition, and room for a root
make_gpt() {
  local disk=$1 esp=$work/esp
  truncate -s "$2" "$disk"
  sgdisk -o -U 11111111-2222-3333-4444-555555555555 \
    -n 1:2048:133119 -t 1:ef00 -c 1:'EFI System' -u 1:aaaaaaaa-0001-0001-0001-000000000001 \
    -n 2:133120:0 -t 2:8304 -c 2:root -u 2:aaaaaaaa-0002-0002-0002-000000000002 "$disk" > /dev/null
  rm -f "$esp"
  mkfs.vfat -F 32 -s 1 -i 1A2B3C4D -n ESP -C "$esp" 65536 > /dev/null
  mmd -i "$esp" ::/EFI ::/EFI/debian ::/EFI/BOOT
  printf 'search.fs_uuid %s root\nset prefix=($root)/boot/grub\n' $root_uuid | mcopy -i "$esp" - ::/EFI/debian/grub.cfg
  mcopy -i "$esp" "$tree/usr/lib/grub/x86_64-efi/monolithic/grubx64.efi" ::/EFI/BOOT/BOOTX64.EFI
  dd if="$esp" of="$disk" bs=1M seek=1 conv=notrunc,sparse status=none
}

# write_gpt_fstab ROOT TYPE OPTIONS [LINE]
write_gpt_fstab() {
  cat > "$1/etc/fstab" << X
# /etc/fstab
UUID=$root_uuid / $2 $3 0 1
UUID=1A2B-3C4D /boot/efi vfat umask=0077 0 1
tmpfs /tmp tmpfs nosuid,nodev 0 0
${4:-}
X
}

# make_gpt_disk NAME SIZE
make_gpt_disk() {
  local disk=$images/$1 loop
  make_gpt "$disk" "$2"
  loop=$(attach "$disk" 2)
  mkfs.ext4 -q -L root -U $root_uuid -E hash_seed=$root_uuid "$loop"
  mount -o noinit_itable "$loop" "$mnt"
  copy_tree "$mnt"
  write_gpt_fstab "$mnt" ext4 defaults,errors=remount-ro
  umount "$mnt"
  losetup -d "$loop"
}

# make_xfs_disk NAME
make_xfs_disk() {
  local disk=$images/$1 loop
  make_gpt "$disk" 3G
  loop=$(attach "$disk" 2)
  mkfs.xfs -q -L root -m uuid=$root_uuid "$loop"
  mount "$loop" "$mnt"
  copy_tree "$mnt"
  write_gpt_fstab "$mnt" xfs defaults
  umount "$mnt"
  losetup -d "$loop"
}

# make_btrfs_disk NAME: subvolumes @ and @home, compressed, and a snapshot that is older than @
make_btrfs_disk() {
  local disk=$images/$1 loop
  make_gpt "$disk" 3G
  loop=$(attach "$disk" 2)
  mkfs.btrfs -q -L root -U $root_uuid "$loop" > /dev/null # it notes its defaults
  mount -o compress=zstd:1 "$loop" "$mnt"
  btrfs -q subvolume create "$mnt/@"
  btrfs -q subvolume create "$mnt/@home"
  mkdir "$mnt/@snapshots"
  copy_tree "$mnt/@"
  cp -a "$mnt/@/home/." "$mnt/@home"
  find "$mnt/@/home" -mindepth 1 -delete
  write_gpt_fstab "$mnt/@" btrfs defaults,compress=zstd,subvol=@ \
    "UUID=$root_uuid /home btrfs defaults,compress=zstd,subvol=@home 0 0"
  btrfs -q subvolume snapshot -r "$mnt/@" "$mnt/@snapshots/one"
  echo changed > "$mnt/@/etc/after-snapshot"
  umount "$mnt"
  losetup -d "$loop"
}

make_containers() {
  local raw=$images/deb12.raw changed=$work/changed.raw loop
  qemu-img convert -O qcow2 "$raw" "$images/deb12.qcow2"
  qemu-img convert -c -O qcow2 -o compression_type=zlib "$raw" "$images/deb12-zlib.qcow2"
  qemu-img convert -c -O qcow2 -o compression_type=zstd "$raw" "$images/deb12-zstd.qcow2"
  cp --sparse=always --reflink=auto "$raw" "$changed"
  loop=$(attach "$changed" 2)
  mount "$loop" "$mnt"
  echo overlay01.example.net > "$mnt/etc/hostname"
  umount "$mnt"
  losetup -d "$loop"
  # An empty overlay on the changed disk, moved onto the other one, gets the clusters in which they differ.
  qemu-img create -q -f qcow2 -b "$changed" -F raw "$images/deb12-overlay.qcow2"
  qemu-img rebase -b "$images/deb12-zstd.qcow2" -F qcow2 "$images/deb12-overlay.qcow2"
  qemu-img rebase -u -b deb12-zstd.qcow2 -F qcow2 "$images/deb12-overlay.qcow2"
  rm "$changed"
}

mbr_partitions="1:ext2:boot 2:ext4:root 5:ext4:usr 6:ext4:var 7:ext3:home"

# make_mbr_disk NAME
make_mbr_disk() {
  local disk=$images/$1 loop partition number type label
  truncate -s 3G "$disk"
  sfdisk -q "$disk" <<'X'
label: dos
label-id: 0xdeadbeef
start=2048, size=196608, type=83, bootable
start=198656, size=819200, type=83
start=1017856, size=65536, type=82
start=1083392, type=5
start=1085440, size=2097152, type=83
start=3184640, size=1048576, type=83
start=4235264, size=409600, type=83
X
  for partition in $mbr_partitions; do
    IFS=: read -r number type label <<< "$partition"
    loop=$(attach "$disk" "$number")
    mkfs."$type" -q -L "$label" -U "$mbr_uuid$(printf %02d "$number")" -E "hash_seed=$root_uuid" "$loop"
    losetup -d "$loop"
  done
  loop=$(attach "$disk" 3)
  mkswap -q -U "${mbr_uuid}03" "$loop"
  losetup -d "$loop"
  mount_mbr "$disk"
  copy_tree "$mnt"
  write_mbr_fstab "UUID=$mbr_uuid%02d"
  unmount_mbr
}

# make_mbr_copy NAME
make_mbr_copy() {
  cp --sparse=always --reflink=auto "$images/deb12-mbr.raw" "$images/$1"
  mount_mbr "$images/$1"
  write_mbr_fstab "/dev/sda%d"
  unmount_mbr
}

mount_mbr() {
  local partition number point
  for partition in 2:. 1:boot 5:usr 6:var 7:home; do
    IFS=: read -r number point <<< "$partition"
    mkdir -p "$mnt/$point"
    mount "$(attach "$1" "$number")" "$mnt/$point"
  done
}

unmount_mbr() {
  local loops
  loops=$(findmnt -Rn -o SOURCE "$mnt" | grep -o '/dev/loop[0-9]*')
  umount -R "$mnt"
  # shellcheck disable=SC2086 # a list of words
  losetup -d $loops
}

# write_mbr_fstab FORMAT: how a number names its partition
write_mbr_fstab() {
  # shellcheck disable=SC2059 # the format is the argument
  {
    printf "$1 / ext4 defaults 0 1\n" 2
    printf "$1 /boot ext2 defaults 0 2\n" 1
    printf "$1 /usr ext4 defaults 0 2\n" 5
    printf "$1 /var ext4 defaults 0 2\n" 6
    printf "$1 /home ext3 defaults 0 2\n" 7
    printf "$1 none swap sw 0 0\n" 3
  } > "$mnt/etc/fstab"
}
