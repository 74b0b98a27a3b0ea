package dev.changeover.twin.edge;

import java.net.InetSocketAddress;

/**
 * A server the edge fetches from.
 *
 * @param path stands before the path of every request; empty, or with a slash before it and none after
 */
public record Origin(String id, Kind kind, Address address, String path, Patience patience) implements Target {
    /** What CloudFront makes of the server. */
    public enum Kind {
        /** Any HTTP server, among them a bucket with a web site. */
        CUSTOM,

        /**
         * A bucket's own API. Its response timeout cannot be set, and an answer that does not come is not asked
         * again.
         */
        BUCKET
    }

    /** Where it is. */
    public sealed interface Address {
        /** Always there. */
        record Fixed(InetSocketAddress socket) implements Address {}

        /** Where DNS says at the time; the port is in the name's SRV record, or else this. */
        record Named(String name, int portDefault) implements Address {}
    }

    public Origin {
        if (id.isBlank()) {
            throw new IllegalArgumentException("an origin needs an id");
        }
        if (!path.isEmpty() && (!path.startsWith("/") || path.endsWith("/"))) {
            throw new IllegalArgumentException("the path of origin " + id
                    + " begins with a slash and does not end with one, or is empty; not '" + path + "'");
        }
        if (kind == Kind.BUCKET && !patience.responseTimeout().equals(Patience.RESPONSE_DEFAULT)) {
            throw new IllegalArgumentException("origin " + id
                    + " is an S3 bucket, whose response timeout is 30 s: leave it so, or take the bucket's web site");
        }
    }

    /** The value of the Host header. */
    String host() {
        return switch (address) {
            case Address.Fixed(var socket) -> socket.getHostString() + ":" + socket.getPort();
            case Address.Named(var name, var _) -> name;
        };
    }
}
