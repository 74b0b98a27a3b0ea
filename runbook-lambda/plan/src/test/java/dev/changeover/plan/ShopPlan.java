package dev.changeover.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A plan file that is right, for tests to spoil. */
record ShopPlan(String text) {
    static ShopPlan written() {
        try (InputStream in = ShopPlan.class.getResourceAsStream("shop.plan.yaml")) {
            return new ShopPlan(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    ShopPlan with(String old, String replacement) {
        if (!text.contains(old)) {
            throw new IllegalArgumentException("the plan does not say '" + old + "'");
        }
        return new ShopPlan(text.replace(old, replacement));
    }

    ShopPlan without(String line) {
        return with(line + "\n", "");
    }

    ShopPlan and(String more) {
        return new ShopPlan(text + more);
    }

    /** Counted from 1, of the first line that holds {@code piece}. */
    int lineOf(String piece) {
        return Place.lineOf(text, text.indexOf(piece)).line();
    }

    PlanFile.Reading read() {
        return PlanFile.parse(text, "shop.plan.yaml");
    }
}
