"""The order of package versions, as dpkg and rpm have it."""

from __future__ import annotations

import re

# Source: deb-version(7). The letters sort before all that is none, a tilde before the end.
_DEB_PART = re.compile(r'([^0-9]*)([0-9]*)')

# Source: rpmvercmp of rpm 4.15 and later, as rpm-version(7) tells it.
_RPM_SEGMENT = re.compile(r'[0-9]+|[A-Za-z]+|~|\^')

# A signed number of 32 bits for both.
_EPOCH = re.compile(r'[0-9]{1,10}')

_VERSION = re.compile(r'([0-9]{1,10}:)?[0-9A-Za-z.+~^_-]+')

FORMATS = ('deb', 'rpm')


def text_of(epoch: int, version: str, release: str | None) -> str:
    """Return a version as its package manager writes it."""
    return f"{f'{epoch}:' if epoch else ''}{version}{f'-{release}' if release else ''}"


def compare(package_format: str, left: str, right: str) -> int:
    """Return a number below, equal to or above zero, as left is older than, the same as or newer than right.

    Versions are written with epoch and release, as in 1:2.3-4. Where one of two of rpm has no release, the release
    does not count. Raises ValueError for a format whose order is not known.
    """
    if package_format not in FORMATS:
        raise ValueError(f'the order of versions of {package_format} is not known')
    left_epoch, left_version, left_release = _split(left)
    right_epoch, right_version, right_release = _split(right)
    if left_epoch != right_epoch:
        return left_epoch - right_epoch
    if package_format == 'deb':
        return _deb(left_version, right_version) or _deb(left_release or '', right_release or '')
    order = _rpm(left_version, right_version)
    if order or left_release is None or right_release is None:
        return order
    return _rpm(left_release, right_release)


def is_version(text: str) -> bool:
    """Return whether text can be a version, with an epoch that is a number where it has one."""
    return _VERSION.fullmatch(text) is not None


def _split(text: str) -> tuple[int, str, str | None]:
    epoch, colon, rest = text.partition(':')
    if not (colon and _EPOCH.fullmatch(epoch)):
        epoch, rest = '0', text
    version, dash, release = rest.rpartition('-')
    return (int(epoch), version, release) if dash else (int(epoch), rest, None)


def _number(left: str, right: str) -> int:
    """Compare digits, of which a guest may have more than Python converts."""
    left, right = left.lstrip('0'), right.lstrip('0')
    return len(left) - len(right) or (left > right) - (left < right)


def _deb(left: str, right: str) -> int:
    lefts, rights = _DEB_PART.findall(left), _DEB_PART.findall(right)
    for index in range(max(len(lefts), len(rights))):
        left_text, left_number = lefts[index] if index < len(lefts) else ('', '')
        right_text, right_number = rights[index] if index < len(rights) else ('', '')
        order = _deb_text(left_text, right_text) or _number(left_number, right_number)
        if order:
            return order
    return 0


def _deb_text(left: str, right: str) -> int:
    for index in range(max(len(left), len(right))):
        order = _deb_rank(left, index) - _deb_rank(right, index)
        if order:
            return order
    return 0


def _deb_rank(text: str, index: int) -> int:
    if index >= len(text):
        return 0
    char = text[index]
    if char == '~':
        return -1
    return ord(char) if char.isascii() and char.isalpha() else ord(char) + 256


def _rpm(left: str, right: str) -> int:
    if left == right:
        return 0
    lefts, rights = _RPM_SEGMENT.findall(left), _RPM_SEGMENT.findall(right)
    for one, other in zip(lefts, rights):
        if one == other:
            continue
        if '~' in (one, other):
            return -1 if one == '~' else 1
        if '^' in (one, other):
            return -1 if one == '^' else 1
        if one[0].isdigit() != other[0].isdigit():
            return 1 if one[0].isdigit() else -1
        if not one[0].isdigit():
            return -1 if one < other else 1
        order = _number(one, other)
        if order:
            return order
    if len(lefts) == len(rights):
        return 0
    rest, sign = (lefts[len(rights)], 1) if len(lefts) > len(rights) else (rights[len(lefts)], -1)
    return -sign if rest == '~' else sign
