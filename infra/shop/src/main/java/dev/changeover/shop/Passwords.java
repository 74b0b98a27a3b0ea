package dev.changeover.shop;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Turns passwords into what may be stored, {@code rounds$salt$hash}. */
final class Passwords {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    /** Hashing is meant to be dear: more at once than this would starve the orders. */
    private static final Semaphore AT_ONCE =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));

    private final SecureRandom random = new SecureRandom();
    private final int rounds;

    Passwords(int rounds) {
        this.rounds = rounds;
    }

    String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return rounds + "$" + base64(salt) + "$" + base64(derive(password, salt, rounds));
    }

    /** What a stranger's password is held against, so that an unknown address takes as long as a wrong password. */
    String nobody() {
        return rounds + "$" + base64(new byte[SALT_BYTES]) + "$" + base64(new byte[HASH_BITS / 8]);
    }

    boolean matches(String password, String stored) {
        int first = stored.indexOf('$');
        int second = stored.indexOf('$', first + 1);
        int storedRounds = Integer.parseInt(stored.substring(0, first));
        byte[] salt = Base64.getDecoder().decode(stored.substring(first + 1, second));
        byte[] hash = Base64.getDecoder().decode(stored.substring(second + 1));
        return MessageDigest.isEqual(hash, derive(password, salt, storedRounds));
    }

    private static byte[] derive(String password, byte[] salt, int rounds) {
        AT_ONCE.acquireUninterruptibly();
        var key = new PBEKeySpec(password.toCharArray(), salt, rounds, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has PBKDF2", missing);
        } finally {
            key.clearPassword();
            AT_ONCE.release();
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
