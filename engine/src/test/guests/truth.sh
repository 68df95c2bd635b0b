# To be sourced by make-guests: what real tools say of the guests, in $work/truth.

# packages.tsv: name, version, architecture, source, source version, status, maintainer, installed size in KiB, summary
# units.txt: unit and its state, as the guest's own systemctl prints them
tell_tree() {
  chroot "$tree" dpkg-query -W -f='${Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}\t${Status}\t${Maintainer}\t${Installed-Size}\t${binary:Summary}\n' \
    > "$work/packages.tsv"
  chroot "$tree" systemctl --root=/ list-unit-files --no-legend --no-pager | awk '{print $1, $2}' > "$work/truth/units.txt"
  # Last: this file says that the folder is complete.
  mv "$work/packages.tsv" "$work/truth/packages.tsv"
}

# tell_disk IMAGE NUMBER:NAME...: for each partition
#   IMAGE-NAME.blkid    blkid -p -o export
#   IMAGE-NAME.statfs   type, block size, fundamental block size, blocks, free, available, inodes, free inodes
#   IMAGE-NAME.files    for each file two strings, each ended by NUL: type, mode, uid, gid, size, links, inode, times of
#                       modification, access and change, path (separated by tabs), and the target of a symbolic link;
#                       a time is seconds, rounded down, a dot, and ten digits for the nanoseconds and a zero
#   IMAGE-NAME.sha256   checksum and path of each regular file, each ended by NUL
tell_disk() {
  local disk=$images/$1 name partition loop
  shift
  for partition in "$@"; do
    name=$work/truth/$(basename "$disk" .raw)-${partition#*:}
    loop=$(attach "$disk" "${partition%%:*}")
    blkid -p -o export "$loop" | grep -v '^DEVNAME=' > "$name.blkid"
    case ${partition#*:} in
      # The kernel's own view, where it has the filesystem: vfat may not be there, swap has no files.
      swap | efi) ;;
      *)
        # What XFS sets aside it sets aside where it may write, as in the guest.
        mount -o noatime "$loop" "$mnt"
        tell_usage "$name"
        umount "$mnt"
        mount -o ro,noload "$loop" "$mnt" 2> /dev/null || mount -o ro "$loop" "$mnt"
        tell_files "$name"
        umount "$mnt"
        ;;
    esac
    losetup -d "$loop"
  done
}

tell_usage() {
  stat -f -c '%T %s %S %b %f %a %c %d' "$mnt" > "$1.statfs"
}

tell_files() (
  cd "$mnt"
  find . -printf '%y\t%m\t%U\t%G\t%s\t%n\t%i\t%T@\t%A@\t%C@\t%P\0%l\0' > "$1.files"
  find . -type f -printf '%P\0' | sort -z | xargs -0 -r sha256sum -z -- > "$1.sha256"
)
