package dev.changeover.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parameters that nothing can be built from: all faults at once, each with what to write. */
class BadInputTest {
    @TempDir
    Path folder;

    private String sound;

    @BeforeEach
    void read() throws IOException {
        sound = Files.readString(Path.of("parameters.yaml"));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("parameters.yaml"), text);
    }

    private List<String> faults(String text) throws IOException {
        Path file = file(text);
        return catchThrowableOfType(UnusableParameters.class, () -> ParametersFile.read(file))
                .faults();
    }

    @Test
    void areSoundInTheRepository() {
        assertThat(ParametersFile.read(Path.of("parameters.yaml")).application())
                .isEqualTo("shop");
    }

    @Test
    void areRefusedWithAllTheirFaults() throws IOException {
        String text = sound.replace("account: '111122223333'", "account: 12")
                .replace("10.20.0.0/16", "192.168.0.0/24")
                .replace("  edge: true", "  edge: perhaps")
                .replace("instances: 2", "instances: 40")
                .replace("domain:", "domian:");

        assertThat(faults(text))
                .hasSize(6)
                .anySatisfy(fault -> assertThat(fault).startsWith("account ").contains("twelve digits"))
                .anySatisfy(fault -> assertThat(fault).startsWith("regions.secondary.network "))
                .anySatisfy(fault -> assertThat(fault).startsWith("create.edge "))
                .anySatisfy(fault ->
                        assertThat(fault).startsWith("database.instances ").contains("1 to 15"))
                .anySatisfy(fault -> assertThat(fault).startsWith("domian is unknown"))
                .anySatisfy(fault -> assertThat(fault).startsWith("domain is missing"));
    }

    @Test
    void areRefusedWithASampleThatIsNoneOrHasNoDatabase() throws IOException {
        assertThat(faults(sound.replace("sample: none", "sample: yes please")))
                .singleElement()
                .asString()
                .startsWith("sample is not usable")
                .contains("write shop or none");
        assertThat(faults(sound.replace("sample: none", "sample: shop").replace("database: true", "database: false")))
                .singleElement()
                .asString()
                .contains("create.database: true")
                .contains("sample: none");
    }

    /** Its records and certificates are made in the zone of these stacks. */
    @Test
    void areRefusedWithASampleUnderNamesThatAreNotItsOwn() throws IOException {
        String shop = sound.replace("sample: none", "sample: shop");

        assertThat(faults(shop.replace("answer: us-west-2.shop.example.com", "answer: west.example.net")))
                .singleElement()
                .asString()
                .startsWith("sample shop makes the record and the certificate of west.example.net")
                .contains("regions.secondary.answer: us-west-2.shop.example.com");
        assertThat(faults(shop.replace("answer: us-east-1.shop.example.com", "answer: api.shop.example.com")))
                .singleElement()
                .asString()
                .contains("api.shop.example.com, which is taken")
                .contains("regions.primary.answer");
        assertThat(faults(shop.replace("answer: us-west-2.", "answer: us-east-1.")))
                .singleElement()
                .asString()
                .contains("regions.secondary.answer");
    }

    @Test
    void areRefusedWithASampleWhoseImageNobodyBuilt() throws IOException {
        Path functions = Files.writeString(folder.resolve("functions.zip"), "");
        Parameters parameters = ParametersFile.read(file(sound.replace("sample: none", "sample: shop")));

        assertThat(catchThrowableOfType(
                                UnusableParameters.class,
                                () -> Estate.of(parameters, functions, folder.resolve("image")))
                        .faults())
                .singleElement()
                .asString()
                .contains("Containerfile")
                .contains("mvn -pl infra/shop");
    }

    @Test
    void areRefusedWhereTheJournalCannotBe() throws IOException {
        assertThat(faults(sound.replace("witness: us-east-2", "witness: us-east-1")))
                .singleElement()
                .asString()
                .contains("three different ones");
        assertThat(faults(sound.replace("witness: us-east-2", "witness: eu-west-1")))
                .singleElement()
                .asString()
                .contains("strong consistency");
    }

    @Test
    void areRefusedWhenTheyAreNoYamlOrNotThere() throws IOException {
        assertThat(faults("[")).singleElement().asString().contains("is not YAML");
        assertThat(faults("7")).anySatisfy(fault -> assertThat(fault).contains("must be a section"));
        assertThat(catchThrowableOfType(
                                UnusableParameters.class, () -> ParametersFile.read(folder.resolve("none.yaml")))
                        .faults())
                .singleElement()
                .asString()
                .contains("cannot be read");
    }

    @Test
    void areRefusedWithAPlanOfElsewhereOrNoZip() throws IOException {
        Path plan = folder.resolve("shop.plan.yaml");
        try (var in = BadInputTest.class.getResourceAsStream("shop.plan.yaml")) {
            Files.write(plan, in.readAllBytes());
        }
        String text = sound.replace("plans: []", "plans: [shop.plan.yaml]")
                .replace("region: us-west-2", "region: us-east-2")
                .replace("witness: us-east-2", "witness: us-west-2");
        Parameters parameters = ParametersFile.read(file(text));

        assertThat(catchThrowableOfType(
                                UnusableParameters.class,
                                () -> Estate.of(parameters, folder.resolve("none.zip"), folder))
                        .faults())
                .anySatisfy(fault -> assertThat(fault).contains("build it first"))
                .anySatisfy(fault -> assertThat(fault).contains("is of [us-east-1, us-west-2]"));
    }
}
