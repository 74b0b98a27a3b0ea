package dev.changeover.shop.site;

import java.nio.charset.StandardCharsets;

/**
 * One file of the shop's site.
 *
 * @param path its key in the bucket, without a leading slash
 * @param type its Content-Type
 * @param bytes what it holds; not to be changed
 */
public record Page(
        String path,
        String type,
        @SuppressWarnings("ArrayRecordComponent") byte[] bytes) {
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
