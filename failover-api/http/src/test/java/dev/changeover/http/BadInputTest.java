package dev.changeover.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.http.twin.Person;
import dev.changeover.journal.FileJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is sent, it is the right 4xx, never a 5xx, and nothing is changed. The cases come from openapi.yaml. */
class BadInputTest {
    @TempDir
    Path folder;

    private Office office;
    private BadRequests bad;
    private String running;
    private String drill;
    private int cases;

    @BeforeEach
    void open() {
        office = new Office(new FileJournal(folder), Office.shop());
        drill = office.posts(
                        Person.OPERATOR,
                        "/v1/applications/shop/drills",
                        Map.of("reason", "a test", "confirm", "drill shop"),
                        "Idempotency-Key",
                        "drill-number-1")
                .json()
                .path("id")
                .asString();
        running = office.starts("press-number-1").json().path("id").asString();
        bad = new BadRequests(office, running, drill);
    }

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void everyBodyThatIsNotInTheContractIsRefused() {
        check(bad.bodies());
        assertThat(cases).isGreaterThan(2_000);
    }

    @Test
    void everyTokenThatIsNotOursIsRefused() {
        check(bad.tokens());
        assertThat(cases).isGreaterThan(400);
    }

    @Test
    void everyOtherAddressMethodParameterAndHeaderIsRefused() {
        check(bad.addresses());
        assertThat(cases).isGreaterThan(400);
    }

    private void check(Stream<BadRequests.Case> requests) {
        Map<String, String> before = everything();
        Map<String, Integer> codes = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        requests.forEach(one -> {
            cases++;
            Response response = office.api.answer(one.request());
            String text = new String(((Response.Body.Bytes) response.body()).bytes(), StandardCharsets.UTF_8);
            String code = Office.JSON
                    .readTree(text.isEmpty() ? "{}" : text)
                    .path("code")
                    .asString("");
            codes.merge(response.status() + " " + code, 1, Integer::sum);
            if (response.status() / 100 != 4 || !one.expected().contains(code)) {
                wrong.add(one.what() + " -> " + response.status() + " " + code + ", expected " + one.expected());
            }
        });
        System.out.println(cases + " cases: " + codes);
        assertThat(wrong.stream().limit(20))
                .as("%d of %d cases", wrong.size(), cases)
                .isEmpty();
        assertThat(everything()).isEqualTo(before);
    }

    /** The journal byte for byte, who was hired, and every switch. */
    private Map<String, String> everything() {
        Map<String, String> all = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(file.toString(), Files.readString(file));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        all.put("hired", office.hired.toString());
        all.put("drill", office.operations.boards().drills().named(drill).toString());
        all.put("acts", office.world.acts.toString());
        all.put("stop", office.operations.boards().triggers().stop().toString());
        all.put(
                "arming",
                office.operations.boards().triggers().arming(office.plan).toString());
        all.put("live", office.journal.live(new ApplicationName("shop")).toString());
        return all;
    }

    @Test
    void overTheWireItIsTheSame() {
        Map<String, Object> order = new LinkedHashMap<>(office.failover());
        String starts = "/v1/applications/shop/changeovers";
        order.put("surprise", 1);
        assertThat(office.posts(Person.OPERATOR, starts, order, "Idempotency-Key", "press-number-2")
                        .code())
                .isEqualTo("unknown-key");
        String huge = "{\"reason\":\"" + "x".repeat(1_000_000) + "\"}";
        Office.Said refused = office.posts(Person.OPERATOR, "/v1/changeovers/" + running + "/pause", huge);
        assertThat(refused.code()).isEqualTo("body-too-large");
        assertThat(refused.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
}
