#!/bin/bash
# Makes the golden images with dosfstools and mtools. Each .listing is what Linux 6.1 (Debian's
# cloud kernel, in a virtual machine) says of the image, mounted with -o ro,utf8,tz=UTC,umask=022:
# "statfs SIZE BLOCKS FREE" of stat -f, then for each path
# "type|mode|size|links|mtime|atime|sha256|path in hexadecimal".
# The rw- images are filled by that kernel (cp -r tree/*, rm of one file, chmod a-w HELLO.TXT), the
# others by mtools; free clusters of fragmented.img were zeroed afterwards.
set -eu
export LC_ALL=C.UTF-8 TZ=UTC MTOOLS_SKIP_CHECK=1
rm -rf tree; mkdir -p tree/dir/deeper/deepest 'tree/A Directory with a long name' tree/many tree/empty
printf 'hello\n' > tree/HELLO.TXT; : > tree/empty.txt; printf x > tree/dir/lower.txt
seq 1 3000 > tree/dir/deeper/numbers.list; printf y > tree/dir/deeper/deepest/Mixed.Case
printf z > 'tree/A Directory with a long name/žluťoučký kůň 日本.txt'; printf e > 'tree/emoji 😀.txt'
for i in $(seq 1 60); do printf "$i" > "tree/many/file number $i with a long name.txt"; done
mk() { name=$1; size=$2; shift 2; rm -f $name.img; truncate -s $size $name.img; mkfs.vfat -i 1234abcd "$@" $name.img >/dev/null
  mcopy -i $name.img -s -m tree/* ::/ ; mattrib -i $name.img +r ::/HELLO.TXT; mattrib -i $name.img +r ::/dir
  mdel -i $name.img '::/many/file number 7 with a long name.txt'; }
mk fat12 720K -F 12 -n LABEL12
mk fat12-s4096 2M -F 12 -S 4096 -s 1 -f 1
mk fat16 5M -F 16 -s 1 -n 'lower ok' 
mk fat16-s1024 12M -F 16 -S 1024 -s 2 -f 1
mk fat16-s2048 40M -F 16 -S 2048 -s 4 -n SIXTEEN
mk fat32 34M -F 32 -s 1 -n THIRTYTWO
for v in "s4096 12M -S 4096 -s 2" "f1 2M -s 2 -f 1"; do set -- $v; n=$1; z=$2; shift 2; rm -f rw-fat32-$n.img; truncate -s $z rw-fat32-$n.img; mkfs.vfat -F 32 -i 1234abcd "$@" -n RW rw-fat32-$n.img >/dev/null; done
# a fragmented file: fill, delete every second, write
rm -f fragmented.img; truncate -s 720K fragmented.img; mkfs.vfat -F 12 -i 0badcafe -s 1 fragmented.img >/dev/null
mkdir -p frag; for i in $(seq 10 99); do head -c 1000 /dev/zero | tr '\0' a > frag/f$i; done
mmd -i fragmented.img ::/d; mcopy -i fragmented.img frag/* ::/d; for i in $(seq 10 2 99); do mdel -i fragmented.img ::/d/f$i; done
seq 1 20000 | head -c 60000 > big.txt; mcopy -i fragmented.img big.txt ::/
truncate -s 1440K crafted.img; mkfs.vfat -F 12 -r 512 -i 00c0ffee crafted.img >/dev/null; python3 craft.py crafted.img
