"""Asks one DNS server on 127.0.0.1 for a name's CNAME: ask_dns.py PORT NAME. Prints name, TTL, answer."""
import socket, struct, sys

port, name = int(sys.argv[1]), sys.argv[2]
labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split(".")) + b"\0"
link = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
link.settimeout(5)
link.sendto(struct.pack(">6H", 7, 0x0100, 1, 0, 0, 0) + labels + struct.pack(">2H", 5, 1), ("127.0.0.1", port))
reply = link.recv(4096)


def read_name(at):
    parts = []
    while reply[at]:
        if reply[at] >= 0xC0:
            return ".".join(parts + [read_name(struct.unpack(">H", reply[at : at + 2])[0] & 0x3FFF)])
        parts.append(reply[at + 1 : at + 1 + reply[at]].decode())
        at += 1 + reply[at]
    return ".".join(parts)


at = 12 + len(labels) + 4 + 2  # header, question, and the answer's name as a pointer
kind, _, ttl, _ = struct.unpack(">HHIH", reply[at : at + 10])
print(f"{name} {ttl} {'CNAME' if kind == 5 else kind} {read_name(at + 10)}")
