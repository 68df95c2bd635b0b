#!/usr/bin/env python3
"""Writes entries into the root directory of a FAT image that no tool would write."""
import struct, sys

path = sys.argv[1]
image = bytearray(open(path, 'rb').read())
sector, reserved, fats, roots = struct.unpack_from('<H', image, 11)[0], struct.unpack_from('<H', image, 14)[0], image[16], struct.unpack_from('<H', image, 17)[0]
fat = struct.unpack_from('<H', image, 22)[0]
root = (reserved + fats * fat) * sector
at = root

def raw(slot):
    global at
    assert len(slot) == 32 and at + 32 <= root + roots * 32
    image[at:at + 32] = slot
    at += 32

def short(name, attr=0x20, case=0, cs=0, ctime=0x6000, cdate=0x5821, adate=0x5822, time=0x6000, date=0x5823, cluster=0, size=0):
    raw(struct.pack('<11sBBBHHHHHHHI', name, attr, case, cs, ctime, cdate, adate, 0, time, date, cluster, size))

def checksum(name):
    s = 0
    for b in name:
        s = (((s & 1) << 7) | (s >> 1)) + b & 0xff
    return s

def parts(units, sum_, ids=None):
    n = (len(units) + 12) // 13
    out = []
    padded = list(units) + ([0] + [0xffff] * 12)[:n * 13 - len(units)]
    for i in range(n, 0, -1):
        p = struct.pack('<13H', *padded[(i - 1) * 13:i * 13])
        out.append(bytes([i | (0x40 if i == n else 0)]) + p[:10] + b'\x0f\0' + bytes([sum_]) + p[10:22] + b'\0\0' + p[22:])
    return out

def units(text):
    b = text.encode('utf-16-le', 'surrogatepass')
    return list(struct.unpack('<%dH' % (len(b) // 2), b))

def long(text, name, change=lambda p: p, sum_=None, **k):
    for p in change(parts(units(text), checksum(name) if sum_ is None else sum_)):
        raw(p)
    short(name, **k)

# every character of the code page, as it stands and with the case bits
for i in range(128, 256, 4):
    c = bytes(range(i, i + 4))
    if c[0] == 0xe4: c = b'\xe7\xe6\xe5\xe4'
    short(b'U' + c + b'   EXT')
    short(b'L' + c + b'   EXT', case=0x18)
short(b'\x05FIRST  E5 ')
short(b'BASE    EXT', case=0x08)
short(b'BASE2   EXT', case=0x10)
short(b'MixedcasExt')
short(b'NOEXT      ')
short(b'A B  C  D E')
short(b'        ONL')
short(b'           ')
short(b'NUL\0XXXXTXT')
short(b'READONLYTXT', attr=0x21)
short(b'SYSTEM  TXT', attr=0x26)
short(b'VOLUME LABL', attr=0x08)
short(b'\xe5ELETED TXT')
short(b'\0FREE   TXT')
short(b'AFTERFRETXT')
long('a sound long name.text', b'ASOUND~1TEX')
long('exactly13char', b'EXACTL~1   ')
long('exactly26charactersandmore', b'EXACTL~2   ')
long('x' * 255, b'XXXXXX~1   ')
long('y' * 260, b'YYYYYY~1   ')
long('ünïcödé-žluťoučký-日本語', b'UNICOD~1   ')
long('pair-\U0001f600-end', b'PAIR~1     ')
long('lone-\ud83d-end', b'LONEHI~1   ')
long('lone-\ude00-end', b'LONELO~1   ')
long('ends-in-\ud83d', b'LONEEN~1   ')
long('bad checksum', b'BADSUM~1   ', sum_=1)
long('parts out of order, twenty-six+', b'ORDER~1    ', change=lambda p: [p[1], p[0], p[2]])
long('missing first part of the name', b'NOPART1    ', change=lambda p: p[:-1])
long('missing last part of the name', b'NOPART2    ', change=lambda p: p[1:])
long('a part too many', b'TOOMANY    ', change=lambda p: [p[0]] + p)
long('orphan before label', b'ORPHLAB    ', attr=0x28)
long('orphan before deleted', b'\xe5RPHDEL    ')
for p in parts(units('orphan parts'), 7): raw(p)
short(b'NEXTSHORTXT')
long('number 21', b'TWENTY1    ', change=lambda p: [bytes([0x55]) + p[0][1:]])
long('trailing space ', b'TRAILI~2   ')
long('inner\tcontrol', b'CONTRO~1   ')
long('second number has 0x40 as well', b'SECOND     ', change=lambda p: [p[0], bytes([p[1][0] | 0x40]) + p[1][1:], p[2]])
long('\uffffmarker', b'MARKER~1   ')
short(b'DATE0   TXT', date=0, time=0, cdate=0, adate=0)
short(b'DATEMAX TXT', date=0xffff, time=0xffff)
short(b'DATE2100TXT', date=(120 << 9) | (2 << 5) | 29)
short(b'DATE2101TXT', date=(121 << 9) | (3 << 5) | 1, time=0xbf7d)
short(b'DATE2000TXT', date=(20 << 9) | (2 << 5) | 29)
short(b'DATE2004TXT', date=(24 << 9) | (12 << 5) | 31)
short(b'MONTH15 TXT', date=(30 << 9) | (15 << 5) | 1)
short(b'MONTH0  TXT', date=(30 << 9) | (0 << 5) | 3)
short(b'HOUR31  TXT', time=0xffff)
short(b'HUNDREDSTXT', cs=255)
open(path, 'wb').write(image)
