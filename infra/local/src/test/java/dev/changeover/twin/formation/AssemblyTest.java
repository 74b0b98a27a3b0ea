package dev.changeover.twin.formation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be made is refused while nothing is, with all that is to be changed. */
class AssemblyTest {
    private static final String ZONE = """
            "Zone": {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "shop.example.com"}}""";

    @TempDir
    private Path folder;

    private List<String> faults(Synthesized synthesized, Map<String, String> parameters) {
        var unusable = catchThrowableOfType(UnusableTemplates.class, () -> synthesized.read(parameters));
        assertThat(unusable).as("a refusal").isNotNull();
        return unusable.faults();
    }

    private List<String> faults(String template) {
        return faults(new Synthesized(folder).with("Shop", template), Map.of());
    }

    private List<String> faultsOf(String resources) {
        return faults("{\"Resources\": {" + resources + "}}");
    }

    @Test
    void namesTheTypeTheResourceAndTheTemplateThatItHasNoModelFor() {
        assertThat(faultsOf("\"Cache\": {\"Type\": \"AWS::ElastiCache::CacheCluster\"}," + ZONE))
                .singleElement()
                .asString()
                .startsWith("Shop.template.json: Cache is of the type AWS::ElastiCache::CacheCluster")
                .contains("leave it out");
    }

    @Test
    void namesAPropertyItDoesNotGoBy() {
        assertThat(faultsOf(ZONE.replace("\"Name\"", "\"VPCs\": [], \"Name\"")))
                .singleElement()
                .asString()
                .contains("Zone (AWS::Route53::HostedZone) has the property VPCs");
    }

    @Test
    void namesAParameterWithoutAValueAndHowToGiveOne() {
        String template = "{\"Parameters\": {\"ZoneId\": {\"Type\": \"String\"}}, \"Resources\": {" + ZONE + "}}";
        assertThat(faults(template)).singleElement().asString().contains("--parameter Shop:ZoneId=VALUE");
        assertThat(new Synthesized(folder)
                        .with("Shop", template)
                        .read(Map.of("Shop:ZoneId", "Z1"))
                        .made())
                .isEqualTo(1);
    }

    @Test
    void namesAParameterNobodyAskedFor() {
        var synthesized = new Synthesized(folder).with("Shop", "{\"Resources\": {" + ZONE + "}}");
        assertThat(faults(synthesized, Map.of("Shop:Zone", "Z1")))
                .singleElement()
                .asString()
                .contains("No template has the parameter Shop:Zone");
    }

    @Test
    void namesAnImportThatNothingExports() {
        assertThat(faultsOf(ZONE.replace("\"shop.example.com\"", "{\"Fn::ImportValue\": \"domain\"}")))
                .singleElement()
                .asString()
                .contains("imports 'domain', which no other stack in us-east-1 exports");
    }

    @Test
    void namesTheCircleOfResources() {
        assertThat(faultsOf("\"One\": {\"Type\": \"AWS::SNS::Topic\", \"DependsOn\": \"Other\"}, \"Other\": {\"Type\":"
                        + " \"AWS::SNS::Topic\", \"Properties\": {\"TopicName\": {\"Ref\": \"One\"}}}"))
                .singleElement()
                .asString()
                .contains("each need the next one first: One, Other");
    }

    @Test
    void namesTheCircleOfStacks() {
        String template = "{\"Resources\": {" + ZONE + "}}";
        var synthesized = new Synthesized(folder).with("One", template, "Other").with("Other", template, "One");
        assertThat(faults(synthesized, Map.of())).singleElement().asString().contains("The stacks One, Other");
    }

    @Test
    void namesWhatIsReferredToAndIsNotThere() {
        assertThat(faultsOf(ZONE.replace("\"shop.example.com\"", "{\"Ref\": \"Domain\"}")
                        + ",\"Topic\": {\"Type\": \"AWS::SNS::Topic\", \"Properties\": {\"TopicName\": {\"Fn::GetAtt\":"
                        + " [\"Zone\", \"Colour\"]}}, \"Condition\": \"Never\", \"DependsOn\": [\"Nobody\"]}"))
                .hasSize(4)
                .anyMatch(fault -> fault.contains("Zone refers to Domain"))
                .anyMatch(fault -> fault.contains("asks for Colour of Zone"))
                .anyMatch(fault -> fault.contains("the condition Never"))
                .anyMatch(fault -> fault.contains("depends on Nobody"));
    }

    @Test
    void namesAFunctionItDoesNotWorkOut() {
        assertThat(faultsOf(ZONE.replace("\"shop.example.com\"", "{\"Fn::Cidr\": [\"10.0.0.0/16\", 1, 8]}")))
                .singleElement()
                .asString()
                .contains("Zone uses Fn::Cidr");
        assertThat(faultsOf(ZONE.replace("shop.example.com", "{{resolve:ssm:/domain}}")))
                .singleElement()
                .asString()
                .contains("{{resolve:ssm:");
    }

    @Test
    void namesASectionThatOnlyTheAccountCanWorkOut() {
        assertThat(faults("{\"Transform\": \"AWS::Serverless-2016-10-31\", \"Resources\": {" + ZONE + "}}"))
                .singleElement()
                .asString()
                .contains("has the section Transform");
    }

    @Test
    void namesARegionThatIsNotTheTwins() {
        var synthesized = new Synthesized(folder).in("eu-west-1", "Shop", "{\"Resources\": {" + ZONE + "}}");
        assertThat(faults(synthesized, Map.of())).singleElement().asString().contains("is for eu-west-1");
    }

    @Test
    void namesCodeThatIsNotThereOrIsNoZip() {
        String function = "\"Step\": {\"Type\": \"AWS::Lambda::Function\", \"Properties\": {\"Code\": CODE}}";
        assertThat(faultsOf(function.replace("CODE", "{\"S3Bucket\": \"b\", \"S3Key\": \"1.zip\"}")))
                .singleElement()
                .asString()
                .contains("asset.1.zip, which is not there");
        assertThat(faultsOf(function.replace("CODE", "{\"ImageUri\": \"registry/image\"}")))
                .singleElement()
                .asString()
                .contains("[ImageUri]");
    }

    @Test
    void refusesAFolderThatNothingWasSynthesizedTo() {
        var unusable = catchThrowableOfType(UnusableTemplates.class, () -> Assembly.read(folder, Map.of()));
        assertThat(unusable.getMessage()).contains("manifest.json").contains("cdk synth");
    }

    @Test
    void countsWhatItKnowsAndDoesNotMake() {
        var assembly = new Synthesized(folder)
                .with("Shop", "{\"Resources\": {\"Role\": {\"Type\": \"AWS::IAM::Role\"}," + ZONE + "}}")
                .read(Map.of());
        assertThat(assembly.made()).isEqualTo(1);
        assertThat(assembly.notMade())
                .containsOnlyKeys("AWS::IAM::Role")
                .extractingByKey("AWS::IAM::Role")
                .isEqualTo(new Assembly.NotMade(1, "the twin checks no permissions: whoever calls may"));
    }
}
