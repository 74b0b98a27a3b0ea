package dev.changeover.twin.wire;

import dev.changeover.twin.model.AwsError;
import java.util.List;
import java.util.Optional;

/** One page of a list; {@code next} asks for the following one. The token is the place in the list. */
public record Page<T>(List<T> items, Optional<String> next) {
    /** {@code refusal} is what the service says to a token it has not given out. */
    public static <T> Page<T> of(List<T> all, int size, Optional<String> token, AwsError refusal) {
        int from = token.map(text -> place(text, all.size(), refusal)).orElse(0);
        int to = Math.min(all.size(), from + Math.max(1, size));
        Optional<String> next = to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty();
        return new Page<>(List.copyOf(all.subList(from, to)), next);
    }

    private static int place(String token, int size, AwsError refusal) {
        try {
            int place = Integer.parseInt(token);
            if (place >= 0 && place <= size) {
                return place;
            }
        } catch (NumberFormatException _) {
            throw refusal;
        }
        throw refusal;
    }
}
