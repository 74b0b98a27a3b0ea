package dev.changeover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Spoils a right file at random: whatever comes out is read or explained, and nothing is thrown. */
class PlanFileMutationTest {
    /** Any failure repeats with it. */
    private static final long SEED = 20_261_121;

    /** One to three seconds on one busy core. */
    private static final int FILES = 2_000;

    private static final int WOUNDS_MAX = 4;

    private static final String[] PIECES = {
        ":",
        ": ",
        "- ",
        "\n",
        "\n  ",
        "\t",
        "[",
        "]",
        "{",
        "}",
        "'",
        "\"",
        "#",
        "&a ",
        "*a",
        "!!int ",
        "|\n",
        ">\n",
        "---\n",
        "? ",
        "<<: ",
        "\u0000",
        "\uFFFF",
        "\uD800",
        "é",
        "999999999999",
        "-1s",
        "null",
        "~",
        "true",
        "%",
        "@",
        "`",
        "arn:aws:rds::1:x"
    };

    @Test
    void noInputThrows() {
        var random = new Random(SEED);
        int valid = 0;
        for (int file = 0; file < FILES; file++) {
            String text = spoilt(file % 2 == 0 ? ShopPlan.written() : PlanFileTest.chosen(), random);
            PlanFile.Reading reading = readOrExplain(text, file);
            switch (reading) {
                case PlanFile.Reading.Valid(var plan) -> {
                    valid++;
                    assertThat(PlanFileTest.plan(new ShopPlan(PlanFile.write(plan))))
                            .as("file %d", file)
                            .isEqualTo(plan);
                }
                case PlanFile.Reading.Faulty(var faults) -> {
                    assertThat(faults).as("file %d", file).isNotEmpty().hasSizeLessThanOrEqualTo(Faults.SHOWN_MAX);
                    assertThat(faults).as("file %d", file).allSatisfy(PlanFileMutationTest::isOneSentence);
                }
            }
        }
        assertThat(valid).as("some wounds are harmless, most are not").isBetween(FILES / 100, FILES / 2);
    }

    private static PlanFile.Reading readOrExplain(String text, int file) {
        try {
            return PlanFile.parse(text, "spoilt.plan.yaml");
        } catch (RuntimeException | StackOverflowError thrown) {
            throw new AssertionError("file " + file + " of seed " + SEED + " threw on:\n" + text, thrown);
        }
    }

    private static void isOneSentence(Fault fault) {
        assertThat(fault.toString()).doesNotContain("\n").hasSizeLessThan(700);
        assertThat(fault.wrong()).isNotBlank().doesNotContain("Exception");
        assertThat(fault.remedy()).isNotBlank();
    }

    private static String spoilt(ShopPlan plan, Random random) {
        var text = new StringBuilder(plan.text());
        for (int wound = random.nextInt(WOUNDS_MAX) + 1; wound > 0; wound--) {
            spoil(text, random);
        }
        return text.toString();
    }

    private static void spoil(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        int lineStart = text.lastIndexOf("\n", at) + 1;
        int lineEnd = Math.max(text.indexOf("\n", at), lineStart);
        switch (random.nextInt(6)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
            case 2 -> text.setCharAt(at, (char) random.nextInt(0x180));
            case 3 -> text.delete(lineStart, Math.min(lineEnd + 1, text.length()));
            case 4 -> text.insert(lineStart, text.substring(lineStart, lineEnd) + "\n");
            default -> text.setLength(Math.max(at, 1));
        }
    }
}
