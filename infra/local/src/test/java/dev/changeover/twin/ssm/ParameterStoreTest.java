package dev.changeover.twin.ssm;

import static dev.changeover.twin.Refusals.assertRefused;
import static dev.changeover.twin.ssm.ParameterStore.Put.text;
import static dev.changeover.twin.ssm.SsmWorld.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.model.Regions;
import dev.changeover.twin.ssm.ParameterStore.Parameter;
import org.junit.jupiter.api.Test;

class ParameterStoreTest {
    private final ParameterStore store = new SsmWorld().ssm.parameters();

    @Test
    void aParameterIsOverwrittenOnlyOnRequestAndKeepsItsVersions() {
        assertThat(store.put(EAST, text("/shop/mode", "blue")).version()).isEqualTo(1);
        assertRefused("ParameterAlreadyExists", () -> store.put(EAST, text("/shop/mode", "green")));
        assertThat(store.put(EAST, text("/shop/mode", "green").overwriting()).version())
                .isEqualTo(2);
        assertThat(store.value(EAST, "/shop/mode").value()).isEqualTo("green");
        assertThat(store.value(EAST, "/shop/mode:1").value()).isEqualTo("blue");
        assertRefused("ParameterVersionNotFound", () -> store.value(EAST, "/shop/mode:7"));
        assertRefused("ParameterNotFound", () -> store.value(Regions.US_WEST_2, "/shop/mode"));
    }

    @Test
    void aPathHoldsWhatIsBelowIt() {
        store.put(EAST, text("/shop/mode", "blue"));
        store.put(EAST, text("/shop/east/mode", "blue"));
        store.put(EAST, text("/shopping", "no"));
        assertThat(store.below(EAST, "/shop", false))
                .extracting(Parameter::name)
                .containsExactly("/shop/mode");
        assertThat(store.below(EAST, "/shop/", true))
                .extracting(Parameter::name)
                .containsExactly("/shop/east/mode", "/shop/mode");
    }

    @Test
    void whatAwsRefusesIsRefused() {
        assertRefused("ValidationException", () -> store.put(EAST, text("aws-mine", "x")));
        assertRefused("ValidationException", () -> store.put(EAST, text("no/slash", "x")));
        assertRefused("ValidationException", () -> store.put(EAST, text("big", "x".repeat(4097))));
        assertRefused("HierarchyLevelLimitExceededException", () -> store.put(EAST, text("/a".repeat(16), "x")));
        assertRefused("ParameterNotFound", () -> store.delete(EAST, "nothing"));
    }
}
