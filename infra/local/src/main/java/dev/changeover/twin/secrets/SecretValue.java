package dev.changeover.twin.secrets;

/** What a secret holds. It never shows itself. */
public sealed interface SecretValue {
    record Text(String text) implements SecretValue {
        @Override
        public String toString() {
            return "***";
        }
    }

    /** Bytes, kept as the Base64 text in which they cross the wire. */
    record Binary(String base64) implements SecretValue {
        @Override
        public String toString() {
            return "***";
        }
    }
}
