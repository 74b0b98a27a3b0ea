package dev.changeover.twin.sns;

import java.net.URI;
import java.util.Map;

/** Sends one HTTP POST, without waiting for it. Whether it arrived is nobody's news. */
public interface Post {
    void send(URI to, Map<String, String> headers, String body);
}
