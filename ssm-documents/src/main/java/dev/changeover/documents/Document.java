package dev.changeover.documents;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** One document: the name it is published under, and its YAML. */
public record Document(String name, String content) {
    /** SHA-256 of the content in hexadecimal digits, as {@code DescribeDocument} gives it in {@code Hash}. */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
