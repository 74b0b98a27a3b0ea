package dev.changeover.twin.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** One object: its bytes and what S3 says of them. The tag is the MD5 of the bytes, as S3's is for a plain upload. */
@SuppressWarnings("ArrayRecordComponent") // the bytes are handed on and never changed or compared
public record StoredObject(byte[] bytes, Kind kind, String tag, Instant modified) {
    /** What browsers are to make of it. */
    public record Kind(String contentType, Optional<String> cacheControl) {
        /** What S3 says of an object whose uploader said nothing. */
        public static final String TYPE_DEFAULT = "binary/octet-stream";
    }

    public static StoredObject of(byte[] bytes, Kind kind, Instant modified) {
        return new StoredObject(bytes, kind, '"' + HexFormat.of().formatHex(md5(bytes)) + '"', modified);
    }

    static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has MD5", impossible);
        }
    }
}
