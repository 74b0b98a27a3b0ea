package dev.changeover.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The shape of the house. Arrows point at core; core knows nothing but Java and neither time nor chance. */
class ArchitectureTest {
    /** How many methods may be longer than the limits allow. This number may only fall. */
    private static final int EXEMPT_MAX = 0;

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.changeover");

    private static final Set<String> CLOCKS_AND_DICE = Set.of(
            "java.time.Instant.now",
            "java.time.Clock.systemUTC",
            "java.time.LocalDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.lang.Thread.sleep");

    @Test
    void coreDependsOnJavaAlone() {
        coreRule("dev.changeover.core..").check(HOUSE);
    }

    @Test
    void coreReadsNoClockAndDrawsNoNumbers() {
        timeless("dev.changeover.core..").check(HOUSE);
    }

    @Test
    void theRulesSeeAPlantedViolation() {
        JavaClasses planted = new ClassFileImporter().importPackages("dev.changeover.architecture.planted");
        assertThat(planted).isNotEmpty();
        assertThatThrownBy(
                        () -> timeless("dev.changeover.architecture.planted..").check(planted))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("java.time.Instant.now");
    }

    @Test
    void adaptersAndTheTwinDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("dev.changeover.aws..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.changeover.twin..", "dev.changeover.cli..", "dev.changeover.shop..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("dev.changeover.twin..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.changeover.aws..", "dev.changeover.cli..")
                .check(HOUSE);
    }

    @Test
    void whatDrivesAndWhatTellsKnowOnlyTheCore() {
        ArchRuleDefinition.classes()
                .that()
                .resideInAPackage("dev.changeover.drive..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.changeover.core..", "dev.changeover.drive..")
                .check(HOUSE);
        ArchRuleDefinition.classes()
                .that()
                .resideInAPackage("dev.changeover.view..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "tools.jackson..", "dev.changeover.core..", "dev.changeover.view..")
                .check(HOUSE);
    }

    @Test
    void whatAnOperatorMayDoKnowsNoHttpAndHttpKnowsNoWorld() {
        ArchRuleDefinition.classes()
                .that()
                .resideInAPackage("dev.changeover.operations..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "dev.changeover.core..",
                        "dev.changeover.drive..",
                        "dev.changeover.view..",
                        "dev.changeover.operations..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("dev.changeover.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.changeover.aws..", "dev.changeover.twin..", "dev.changeover.cli..")
                .check(HOUSE);
    }

    @Test
    void theShopKnowsNothingOfChangeover() {
        noClasses()
                .that()
                .resideInAPackage("dev.changeover.shop..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.changeover.core..",
                        "dev.changeover.twin..",
                        "dev.changeover.aws..",
                        "dev.changeover.cli..")
                .check(HOUSE);
    }

    @Test
    void roomsHaveNoCircles() {
        slices().matching("dev.changeover.core.(*)..").should().beFreeOfCycles().check(HOUSE);
        slices().matching("dev.changeover.twin.(*)..").should().beFreeOfCycles().check(HOUSE);
        slices().matching("dev.changeover.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void theListOfExemptMethodsOnlyShrinks() throws IOException {
        Path list = Path.of("..", "gates", "exempt.xml");
        long exempt = Files.readAllLines(list).stream()
                .filter(line -> line.contains("<suppress "))
                .count();
        assertThat(exempt).isLessThanOrEqualTo(EXEMPT_MAX);
    }

    private static ArchRule coreRule(String where) {
        return ArchRuleDefinition.classes()
                .that()
                .resideInAPackage(where)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.changeover.core..");
    }

    private static ArchRule timeless(String where) {
        return ArchRuleDefinition.classes().that().resideInAPackage(where).should(readNoClock());
    }

    private static ArchCondition<JavaClass> readNoClock() {
        return new ArchCondition<>("read no clock and draw no random numbers") {
            @Override
            public void check(JavaClass owner, ConditionEvents events) {
                for (JavaMethodCall call : owner.getMethodCallsFromSelf()) {
                    String target = call.getTargetOwner().getName() + "." + call.getName();
                    if (CLOCKS_AND_DICE.contains(target)) {
                        events.add(SimpleConditionEvent.violated(call, call.getDescription() + " calls " + target));
                    }
                }
            }
        };
    }
}
