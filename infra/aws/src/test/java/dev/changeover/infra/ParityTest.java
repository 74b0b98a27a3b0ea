package dev.changeover.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.formation.Assembly;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever is described here runs in the twin too, or is on its list of what is known and not modelled. */
class ParityTest {
    @Test
    void theTwinFindsTheTemplatesSound() {
        var assembly = Assembly.read(Built.shop().folder(), Map.of());

        assertThat(assembly.stackNames())
                .containsExactlyElementsOf(Built.shop().documents().keySet());
        assertThat(assembly.made()).as("resources that are made").isGreaterThan(100);
        assertThat(assembly.notMade())
                .allSatisfy((_, notMade) -> assertThat(notMade.meaning()).isNotBlank());
    }

    @Test
    void theOutputsNameEveryPortAsItWasGiven() {
        for (String region : new String[] {"us-east-1", "us-west-2"}) {
            assertThat(Built.shop()
                            .template("Changeover-Database-" + region)
                            .at("/Outputs/ClusterEndpoint/Value")
                            .toString())
                    .contains("Endpoint.Port");
        }
    }
}
