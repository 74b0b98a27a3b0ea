package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The twin's world from the templates of infra/aws, with the functions' real zip beside them. */
class TemplatesProcessTest {
    private static final int PORT = 21_300;

    /** Where the tests of infra/aws leave what they synthesize; with a stub in place of the functions' zip. */
    private static final Path TEMPLATES = Path.of("../../infra/aws/target/cdk.out");

    private static final Path FUNCTIONS = Path.of("../../runbook-lambda/handler/target/changeover-lambda.zip");

    private LiveTwin twin;

    @AfterEach
    void end() {
        if (twin != null) {
            twin.close();
        }
    }

    private static Path templates() throws IOException {
        boolean there = Files.exists(TEMPLATES.resolve("manifest.json")) && Files.exists(FUNCTIONS);
        if (!there) {
            System.err.println("SKIPPED: no templates in " + TEMPLATES + ", so no twin was made from them; the tests of"
                    + " infra/aws synthesize them where there is node.");
        }
        assumeTrue(there, "nothing was synthesized");
        Path folder = Files.createDirectories(Folders.home().resolve("cdk.out"));
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                boolean zip = file.toString().endsWith(".zip");
                Files.copy(zip ? FUNCTIONS : file, folder.resolve(file.getFileName()));
            }
        }
        return folder;
    }

    @Test
    void movesGracefullyByTheDocumentsAndFunctionsOfTheTemplates() throws Exception {
        twin = LiveTwin.from(templates(), PORT);
        ServiceCaller operator = ServiceCaller.of(twin, LiveTwin.EAST, "operator");
        operator.ended(ServiceCaller.id(operator.start("/v1/applications/shop", "failover", "graceful", Map.of())));

        twin.assertWhollyIn(LiveTwin.WEST);
        assertThat(twin.run("show", "shop").out()).contains("writer is in us-west-2");
        Path home = twin.shell().home().resolve("twins").resolve(twin.port());
        Finished plan = twin.shell()
                .run(
                        "plan",
                        "from-outputs",
                        home.resolve("outputs.json").toString(),
                        home.resolve("cluster.json").toString());
        assertThat(plan.out()).isEqualTo(Files.readString(twin.plan()));
        assertThat(JsonMapper.shared()
                        .readTree(home.resolve("outputs.json").toFile())
                        .propertyNames())
                .containsAll(List.of("Changeover-Global", "Changeover-Service-us-west-2", "Twin"));
    }
}
