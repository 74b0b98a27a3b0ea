package dev.changeover.twin.edge;

/** What an origin or the edge answers. */
@SuppressWarnings("ArrayRecordComponent") // the body is handed on and never compared
public record EdgeAnswer(int status, Headers headers, byte[] body) {
    /** From here on a status is an error. */
    private static final int ERROR_MIN = 400;

    public EdgeAnswer withStatus(int other) {
        return new EdgeAnswer(other, headers, body);
    }

    public EdgeAnswer withHeaders(Headers other) {
        return new EdgeAnswer(status, other, body);
    }

    boolean isError() {
        return status >= ERROR_MIN;
    }
}
