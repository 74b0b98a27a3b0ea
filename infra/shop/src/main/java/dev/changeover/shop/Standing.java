package dev.changeover.shop;

/**
 * How the shop stands with its database.
 *
 * <p>{@code Down → ReadOnly or Writable} when a pilot connection gets through; {@code Writable → ReadOnly} when a write
 * is refused or the secret names another writer; {@code Writable or ReadOnly → Down} when a connection breaks.
 */
sealed interface Standing {
    /** {@code why} is one sentence for an operator. */
    record Down(String why) implements Standing {}

    /** It answers, but it is not, or no longer, the writer. */
    record ReadOnly(Pool pool, String why) implements Standing {}

    record Writable(Pool pool) implements Standing {}

    /** Whether a transaction of this need may be tried now. */
    default boolean serves(Need need) {
        return switch (this) {
            case Down _ -> false;
            case ReadOnly _ -> need == Need.READ;
            case Writable _ -> true;
        };
    }

    /** One sentence for an operator; empty when all is well. */
    default String trouble() {
        return switch (this) {
            case Down(var why) -> why;
            case ReadOnly(var _, var why) -> why;
            case Writable _ -> "";
        };
    }

    /** What a transaction asks of the server. */
    enum Need {
        READ,
        WRITE
    }
}
