#!/bin/bash
# Makes the images that need a device-mapper, with LVM 2.03.16 and Linux 6.1 (Debian's cloud kernel)
# in a virtual machine: volumes in use, a leg that fell behind, a leg being filled, a pvmove that was
# cut off, snapshots, thin and cached volumes. Each disk becomes NAME.img.gz; truth.txt holds what
# the machine said: "sha256 GROUP/VOLUME HASH" of what it read through /dev/GROUP/VOLUME.
# Needs: lvm2 thin-provisioning-tools busybox-static qemu-system-x86 cpio, and the kernel's package.
# Usage: make.sh FOLDER-OF-THE-UNPACKED-KERNEL-PACKAGE
set -eu
export LC_ALL=C.UTF-8
kernel=$(realpath "$1")
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d -p /var/tmp)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=$(basename "$kernel"/lib/modules/*)

mkdir -p root/{bin,sbin,dev,proc,sys,etc/lvm,run/lock/lvm,tmp,lib/modules}
cp /bin/busybox root/bin/
cp -r "$kernel/lib/modules/$version" root/lib/modules/
(cd "root/lib/modules/$version/kernel" && rm -rf fs net sound && cd drivers && ls -A |
  grep -vxE 'md|block|virtio' | xargs rm -rf)
/bin/busybox depmod -b root "$version"
for program in /sbin/lvm /sbin/dmsetup /usr/sbin/thin_check /usr/sbin/cache_check; do
  cp "$program" root/sbin/
  ldd "$program" | grep -o '/[^ ]*' | while read -r library; do
    mkdir -p "root$(dirname "$library")"; cp -L "$library" "root$library"
  done
done
cat > root/etc/lvm/lvm.conf <<'CONF'
devices { use_devicesfile=0 sysfs_scan=0 scan=["/dev"] }
global { use_lvmpolld=0 use_lvmlockd=0 thin_check_executable="/sbin/thin_check" cache_check_executable="/sbin/cache_check" }
activation { udev_sync=0 udev_rules=0 monitoring=0 verify_udev_operations=0 raid_region_size=64 mirror_region_size=64 }
backup { backup=0 archive=0 }
allocation { thin_pool_zero=1 }
CONF

cat > root/init <<'INIT'
#!/bin/busybox sh
/bin/busybox --install -s /bin
export PATH=/bin:/sbin LVM_SUPPRESS_FD_WARNINGS=1
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev; mount -t tmpfs tmp /run
mkdir -p /run/lock/lvm
for module in virtio_pci virtio_blk dm-mod dm-mirror dm-raid raid1 raid0 raid10 raid456 dm-snapshot \
    dm-thin-pool dm-cache dm-cache-smq dm-writecache dm-integrity dm-zero; do modprobe $module; done
sleep 1
# pattern VOLUME TEXT [FIRST-SECTOR SECTORS]: each sector says what it is
pattern() {
  dev=/dev/$1; [ -e "$dev" ] || dev=/dev/mapper/$(echo "$1" | sed 's/-/--/g;s,/,-,')
  from=${3:-0}; count=${4:-$(($(blockdev --getsize64 "$dev") / 512))}
  awk -v t="$1 $2" -v f="$from" -v n="$count" \
    'BEGIN { for (i = f; i < f + n; i++) printf "%-511s\n", t " sector " i }' |
    dd of="$dev" bs=64k seek=$((from * 512)) oflag=seek_bytes conv=notrunc,fsync iflag=fullblock 2>/dev/null
}
say() { echo "$@" > /dev/ttyS1; }
truth() { for lv in "$@"; do
  dev=/dev/$lv; [ -e "$dev" ] || dev=/dev/mapper/$(echo "$lv" | sed 's/-/--/g;s,/,-,')
  echo 3 > /proc/sys/vm/drop_caches
  say "sha256 $lv $(sha256sum < "$dev" | cut -d' ' -f1)"; done; }
synced() { for i in $(seq 600); do
  lvm lvs --noheadings -o copy_percent "$1" | grep -q 100.00 && return; sleep 0.2; done; say "NOT SYNCED $1"; }
off() { sync; lvm vgchange -an; sync; poweroff -f; }
crash() { sync; echo o > /proc/sysrq-trigger; sleep 60; }
. /steps
INIT
chmod +x root/init

# boot STEPS DISK...: runs a script in the machine with these disks as /dev/vda...
boot() {
  steps=$1; shift
  printf '%s\n' "$steps" > root/steps
  (cd root && find . | cpio -o -H newc 2>/dev/null | gzip -1) > initrd
  disks=()
  for disk in "$@"; do disks+=(-drive "file=$disk.img,format=raw,if=virtio,cache=writeback"); done
  timeout 300 qemu-system-x86_64 -accel tcg -m 512 -nographic -no-reboot -nodefaults -vga none \
    -kernel "$kernel/boot/vmlinuz-$version" -initrd initrd -append 'console=ttyS0 quiet panic=-1' \
    -serial file:console -serial file:said "${disks[@]}"
  cat said >> truth.txt
  [ -z "${VERBOSE:-}" ] || cat console
  grep -q 'NOT SYNCED' said && exit 1 || true
}
disk() { for name in "${@:2}"; do truncate -s "$1" "$name.img"; done; }
: > truth.txt

disk 8M raid-1 raid-2 raid-3 raid-4 raid-5
boot '
lvm vgcreate -s 64k --metadatasize 128k raid /dev/vda /dev/vdb /dev/vdc /dev/vdd /dev/vde
lvm lvcreate -y -n r1 --type raid1 -m1 -L 512k raid /dev/vda /dev/vdb
lvm lvcreate -y -n three --type raid1 -m2 -L 320k raid /dev/vdc /dev/vdd /dev/vde
lvm lvcreate -y -n core --type mirror -m1 --mirrorlog core -L 512k raid /dev/vdb /dev/vda
lvm lvcreate -y -n disk --type mirror -m2 --mirrorlog disk -L 384k raid /dev/vda /dev/vdb /dev/vdc /dev/vdd
lvm lvcreate -y -n r0 --type raid0 -i3 -I 4k -L 768k raid /dev/vdc /dev/vdd /dev/vde
lvm lvcreate -y -n r0meta --type raid0_meta -i2 -I 16k -L 512k raid /dev/vda /dev/vdb
lvm lvcreate -y -n r4 --type raid4 -i2 -L 256k raid
lvm lvcreate -y -n r5 --type raid5 -i2 -L 256k raid
lvm lvcreate -y -n r6 --type raid6 -i3 -L 384k raid
lvm lvcreate -y -n r10 --type raid10 -i2 -m1 -L 256k raid
for lv in r1 three core disk r4 r5 r6 r10; do synced raid/$lv; done
for lv in r1 three core disk r0 r0meta r5; do pattern raid/$lv first; done
pattern raid/r1 second 100 200
truth raid/r1 raid/three raid/core raid/disk raid/r0 raid/r0meta raid/r5
lvm lvs -a -o+devices raid
off' raid-1 raid-2 raid-3 raid-4 raid-5

# leg 0 of stale/r1 misses what was written while its disk was away; the metadata does not know.
# stale/flagged was changed while it was away, so that the newer metadata says MISSING of it.
disk 4M stale-1 stale-2 flagged-1 flagged-2
boot '
lvm vgcreate -s 64k --metadatasize 128k stale /dev/vda /dev/vdb
lvm vgcreate -s 64k --metadatasize 128k flagged /dev/vdc /dev/vdd
for vg in stale flagged; do
  lvm lvcreate -y -n r1 --type raid1 -m1 -L 512k $vg
  synced $vg/r1; pattern $vg/r1 first
done
lvm lvcreate -y -n lin -L 256k flagged /dev/vdc
pattern flagged/lin first
off' stale-1 stale-2 flagged-1 flagged-2
boot '
lvm vgchange -ay --activationmode degraded
pattern stale/r1 second; pattern flagged/r1 second
lvm vgchange --addtag changed flagged
truth stale/r1 flagged/r1
lvm lvs -a -o+devices
off' stale-2 flagged-2

# the second leg is being filled when the power goes: its superblock knows how far it came
disk 8M fill-1 fill-2
boot '
lvm vgcreate -s 64k --metadatasize 128k fill /dev/vda /dev/vdb
lvm lvcreate -y -n r1 -L 4m fill /dev/vdb
pattern fill/r1 first
echo 64 > /proc/sys/dev/raid/speed_limit_min; echo 64 > /proc/sys/dev/raid/speed_limit_max
lvm lvconvert -y --type raid1 -m1 fill/r1 /dev/vda
sleep 4
pattern fill/r1 second 0 64
truth fill/r1
lvm lvs -a -o+devices,raid_sync_action,copy_percent
crash' fill-1 fill-2

disk 8M move-1 move-2 move-3
boot '
lvm vgcreate -s 64k --metadatasize 128k move /dev/vda /dev/vdb /dev/vdc
lvm lvcreate -y -n a -L 512k move /dev/vda
lvm lvcreate -y -n b -L 1m move /dev/vda
lvm lvextend -L 1m move/a /dev/vda
lvm lvextend -L 1280k move/a /dev/vdb
pattern move/a first; pattern move/b first
echo 1 > /sys/module/dm_mirror/parameters/raid1_resync_throttle
lvm pvmove -b -i 300 /dev/vda /dev/vdc
pattern move/a second 900 300
truth move/a move/b
lvm lvs -a -o+devices move
crash' move-1 move-2 move-3

disk 32M pool
boot '
lvm vgcreate -s 64k --metadatasize 256k pool /dev/vda
lvm lvcreate -y -n origin -L 1m pool
pattern pool/origin first
lvm lvcreate -y -s -n snap -L 512k pool/origin
pattern pool/origin second 40 100
pattern pool/snap own 10 10
lvm lvcreate -y --type thin-pool -n thinpool -L 2m -c 64k pool
lvm lvcreate -y -V 8m --thinpool thinpool -n thin pool
lvm lvcreate -y -s -n thinsnap pool/thin
pattern pool/thin first 0 500
lvm lvcreate -y -n cached -L 1m pool
lvm lvcreate -y -n cp -L 512k pool
lvm lvcreate -y -n cpmeta -L 4160k pool
lvm lvconvert -y --type cache-pool --poolmetadata pool/cpmeta pool/cp
lvm lvconvert -y --type cache --cachepool pool/cp pool/cached
lvm lvcreate -y -n cachedvol -L 512k pool
lvm lvcreate -y -n cv -L 4672k pool
lvm lvconvert -y --type cache --cachevol pool/cv pool/cachedvol
lvm lvcreate -y -an -n wc -L 512k pool
lvm lvcreate -y -an -n wcvol -L 1m pool
lvm lvconvert -y --type writecache --cachevol pool/wcvol pool/wc
lvm lvcreate -y -n ro -pr -L 128k pool
lvm lvcreate -y -n zeros --type zero -L 1m pool
lvm lvcreate -y -n errors --type error -L 1m pool
truth pool/origin pool/snap pool/zeros
lvm lvs -a -o+devices pool
off' pool

cp truth.txt "$here"/truth.txt
for image in *.img; do gzip -9n < "$image" > "$here/$image.gz"; done
