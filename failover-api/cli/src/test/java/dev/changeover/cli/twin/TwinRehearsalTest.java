package dev.changeover.cli.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.aws.AwsWorld;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.port.DatabaseView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the start-up cache is made of: were it to fail, all would work, only slower, and nobody would notice. */
class TwinRehearsalTest {
    @AfterEach
    void forget() {
        Stream.of("aws.endpointUrl", "aws.accessKeyId", "aws.secretAccessKey").forEach(System::clearProperty);
    }

    @Test
    void hasATwinThatAnswersWhatCommandsAsk() throws IOException {
        List<DatabaseView> seen = new ArrayList<>();

        TwinRehearsal.run((_, plan) -> seen.add(look(plan)));

        assertThat(seen).singleElement().isInstanceOf(DatabaseView.WriterIn.class);
    }

    private static DatabaseView look(ApplicationPlan plan) {
        try (var world = AwsWorld.open(plan)) {
            return world.database().view(plan.globalCluster(), plan.primary(), plan.secondary());
        }
    }
}
