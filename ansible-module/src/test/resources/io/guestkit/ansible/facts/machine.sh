# The facts of the system that is mounted at a folder, its host name taken for that of the host:
# machine.sh FOLDER PYTHON COLLECTORS, in a mount namespace of its own.
m=$1; python=$2; collectors=$3
mount -t proc proc "$m/proc"
mount -t sysfs sysfs "$m/sys"
m=$m unshare -u sh -euc 'hostname "$(cat "$m/etc/hostname")"; echo "$m" | "$0" "$1" machine' "$python" "$collectors"
echo
