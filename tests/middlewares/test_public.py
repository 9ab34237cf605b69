from ipaddress import ip_address

import pytest

from newscrawl.middlewares.public import is_public, literal_address

PUBLIC = ["93.184.215.14", "8.8.8.8", "::ffff:8.8.8.8", "2606:4700::1111", "2a00:1450::8888"]
NOT_PUBLIC = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1",  # noqa: S104 - nothing is bound
    "169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.1.1.1",
    "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::ffff:224.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::",
    "2002:808:808::", "2001::1", "2001:db8::1", "3fff::1", "fc00::1", "fd00::1", "fe80::1",
    "fec0::1", "ff02::1", "ff0e::1", "100::1", "5f00::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_not_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1", "017700000001",
     "127.0.0.1."],
)  # fmt: skip
def test_every_form_of_an_address_that_a_socket_takes(host):
    assert literal_address(host) == ip_address("127.0.0.1")


@pytest.mark.parametrize("host", ["[::1]", "::1", "[::1%25lo]", "::1%lo"])
def test_ipv6_with_brackets_and_zone(host):
    assert literal_address(host) == ip_address("::1")


@pytest.mark.parametrize(
    "host", ["example.org", "localhost", "1.example", "", "a\x00b", "1.2.3.4.5"]
)
def test_names_are_no_addresses(host):
    assert literal_address(host) is None
