package dev.changeover.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class ContractTypesTest {
    private static final Path CONTRACT = Path.of("..", "http", "openapi.yaml");
    private static final Path TYPES = Path.of("src", "main", "web", "contract.ts");

    @Test
    void theConsolesTypesAreThoseOfTheContract() throws IOException {
        String types = ContractTypes.of(new Yaml().<Map<?, ?>>load(Files.readString(CONTRACT)));
        if (Boolean.getBoolean("contract.write")) {
            Files.writeString(TYPES, types);
        }
        assertThat(TYPES)
                .as("the contract has changed: run with -Dcontract.write=true")
                .hasContent(types);
    }
}
