package dev.changeover.twin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.twin.model.AwsError;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Byte strings are examples of RFC 8949, appendix A, wrapped in a map of one member "a" (a1 61 61). */
class CborTest {
    @Test
    void readsWhatItWrote() {
        Map<String, Object> tree = Output.of("text", "schön")
                .with("long", List.of(0L, 23L, 24L, 255L, 256L, 65_535L, 65_536L, 4_294_967_296L, -1L, -500L))
                .with("real", 1.1)
                .with("flags", List.of(true, false))
                .with("inner", Map.of("deep", List.of()))
                .map();
        assertThat(CborReader.read(CborWriter.write(tree))).isEqualTo(tree);
    }

    @Test
    void writesATimeAsTaggedSeconds() {
        byte[] bytes = CborWriter.write(Map.of("a", Instant.ofEpochMilli(1_363_896_240_500L)));
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("a16161c1fb41d452d9ec200000");
    }

    @Test
    void readsEveryFormTheStandardAllows() {
        assertThat(value("f93e00")).as("half a float").isEqualTo(1.5);
        assertThat(value("fa47c35000")).as("single float").isEqualTo(100_000.0);
        assertThat(value("9f018202039f0405ffff"))
                .as("indefinite arrays")
                .isEqualTo(List.of(1L, List.of(2L, 3L), List.of(4L, 5L)));
        assertThat(value("7f657374726561646d696e67ff")).as("text in parts").isEqualTo("streaming");
        assertThat(value("c11a514b67b0")).as("a tagged time").isEqualTo(1_363_896_240L);
        assertThat(CborReader.read(hex("a16161f6"))).as("null is absent").isEmpty();
    }

    @Test
    void refusesWhatIsNotAnObject() {
        for (String bytes : List.of("01", "a1616101ff", "a16161", "a1016161", "a161617b7fffffffffffffff", "9f")) {
            assertThatThrownBy(() -> CborReader.read(hex(bytes))).as(bytes).isInstanceOf(AwsError.class);
        }
    }

    @Test
    void refusesNestingWithoutEnd() {
        assertThatThrownBy(() -> CborReader.read(hex("a16161" + "81".repeat(100_000))))
                .isInstanceOf(AwsError.class);
    }

    @Test
    void neverFailsInAnyOtherWay() {
        var random = new Random(20261121);
        for (int round = 0; round < 20_000; round++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            try {
                CborReader.read(noise);
            } catch (AwsError refused) {
                assertThat(refused.status()).isEqualTo(400);
            }
        }
    }

    private static Object value(String bytes) {
        return CborReader.read(hex("a16161" + bytes)).get("a");
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
