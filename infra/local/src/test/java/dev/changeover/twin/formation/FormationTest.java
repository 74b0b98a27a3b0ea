package dev.changeover.twin.formation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.twin.dynamodb.TablesService;
import dev.changeover.twin.model.Regions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What templates describe is there afterwards, and their expressions say what CloudFormation's would. */
class FormationTest {
    @TempDir
    private Path folder;

    private Synthesized synthesized;

    @BeforeEach
    void synthesize() {
        synthesized = new Synthesized(folder);
    }

    private String worked(String expression) {
        String template = """
                {"Parameters": {"Size": {"Type": "String", "Default": "large"}},
                 "Mappings": {"Sizes": {"us-east-1": {"large": "r6g"}}},
                 "Conditions": {"Large": {"Fn::Equals": [{"Ref": "Size"}, "large"]},
                                "Neither": {"Fn::Not": [{"Fn::Or": [{"Condition": "Large"}, {"Condition": "Large"}]}]}},
                 "Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "orders"}},
                               "Never": {"Type": "AWS::SNS::Topic", "Condition": "Neither"}},
                 "Outputs": {"It": {"Value": EXPRESSION}}}
                """;
        return synthesized
                .with("Shop", template.replace("EXPRESSION", expression))
                .made(Map.of())
                .get("Shop")
                .get("It");
    }

    @Test
    void worksOutReferences() {
        assertThat(worked("{\"Ref\": \"Topic\"}")).isEqualTo("arn:aws:sns:us-east-1:000000000000:orders");
    }

    @Test
    void worksOutTextsOfTexts() {
        assertThat(worked("{\"Fn::Select\": [\"5\", {\"Fn::Split\": [\":\", {\"Ref\": \"Topic\"}]}]}"))
                .isEqualTo("orders");
    }

    @Test
    void putsNamesAndAttributesIntoTexts() {
        assertThat(worked("{\"Fn::Sub\": [\"${AWS::Region}/${Topic.TopicName}/${Own}/${!Own}\", {\"Own\": \"1\"}]}"))
                .isEqualTo("us-east-1/orders/1/${Own}");
    }

    @Test
    void choosesByConditionsAndMappings() {
        assertThat(worked("{\"Fn::If\": [\"Large\", {\"Fn::FindInMap\": [\"Sizes\", {\"Ref\": \"AWS::Region\"},"
                        + " \"large\"]}, \"none\"]}"))
                .isEqualTo("r6g");
    }

    @Test
    void joinsAndLeavesOutWhatHasNoValue() {
        assertThat(worked("{\"Fn::Join\": [\"-\", [\"a\", {\"Ref\": \"AWS::NoValue\"}, {\"Fn::Base64\": \"b\"}]]}"))
                .isEqualTo("a-Yg==");
    }

    @Test
    void knowsTheZonesAndTheTwinsOwnAccount() {
        assertThat(worked("{\"Fn::Join\": [\",\", {\"Fn::GetAZs\": \"\"}]}"))
                .isEqualTo("us-east-1a,us-east-1b,us-east-1c");
        assertThat(worked("\"arn:aws:iam::111122223333:role/x\"")).isEqualTo("arn:aws:iam::000000000000:role/x");
    }

    @Test
    void makesStacksInTheOrderTheyNeedEachOther() {
        String first = """
                {"Resources": {"Zone": {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.com"}}},
                 "Outputs": {"ZoneId": {"Value": {"Ref": "Zone"}, "Export": {"Name": "the-zone"}}}}""";
        String second = """
                {"Metadata": {"changeover:parameters": {"Zone": "First.ZoneId"}},
                 "Parameters": {"Zone": {"Type": "String"}},
                 "Resources": {"Record": {"Type": "AWS::Route53::RecordSet", "Properties": {
                   "HostedZoneId": {"Fn::ImportValue": "the-zone"}, "Name": "a.example.com", "Type": "A", "TTL": "60",
                   "ResourceRecords": ["127.0.0.1"]}}},
                 "Outputs": {"Told": {"Value": {"Ref": "Zone"}}}}""";
        var outputs = synthesized.with("Second", second).with("First", first).made(Map.of());
        assertThat(outputs.keySet()).containsExactly("First", "Second");
        assertThat(outputs.get("Second").get("Told"))
                .isEqualTo(outputs.get("First").get("ZoneId"));
        assertThat(synthesized.account.route53().answering("a.example.com"))
                .singleElement()
                .satisfies(record -> assertThat(record.ttlSeconds()).isEqualTo(60));
    }

    @Test
    void aDatabaseTakesItsPasswordFromTheSecretOfTheTemplate() {
        var outputs = synthesized.with("Shop", """
                        {"Resources": {
                          "Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "db",
                            "GenerateSecretString": {"SecretStringTemplate": "{\\"username\\": \\"owner\\"}",
                              "GenerateStringKey": "password", "PasswordLength": 20, "ExcludePunctuation": true}}},
                          "Database": {"Type": "AWS::RDS::DBCluster", "Properties": {"DBClusterIdentifier": "orders",
                            "Engine": "aurora-postgresql", "MasterUsername": "owner", "MasterUserPassword": {"Fn::Join":
                              ["", ["{{resolve:secretsmanager:", {"Ref": "Secret"}, ":SecretString:password::}}"]]}}}},
                         "Outputs": {"Port": {"Value": {"Fn::GetAtt": ["Database", "Endpoint.Port"]}}}}
                        """).made(Map.of());
        var cluster = synthesized.account.rds().cluster(Regions.US_EAST_1, "orders");
        assertThat(cluster.contents().masterPassword()).matches("[A-Za-z0-9]{20}");
        assertThat(outputs.get("Shop")).containsEntry("Port", Integer.toString(cluster.port()));
    }

    @Test
    void anEventualTableIsInBothRegionsAndItsItemsEnd() {
        synthesized.with("Shop", """
                {"Resources": {"Carts": {"Type": "AWS::DynamoDB::GlobalTable", "Properties": {"TableName": "carts",
                  "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
                  "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}], "MultiRegionConsistency": "EVENTUAL",
                  "Replicas": [{"Region": "us-east-1"}, {"Region": "us-west-2"}],
                  "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"},
                  "TimeToLiveSpecification": {"AttributeName": "expiresAt", "Enabled": true}}}}}
                """).made(Map.of());
        var tables = TablesService.over(synthesized.account.tables());
        for (var region : List.of(Regions.US_EAST_1, Regions.US_WEST_2)) {
            assertThat(tables.call(region, "DescribeTable", Map.of("TableName", "carts"))
                            .toString())
                    .contains("MultiRegionConsistency=EVENTUAL")
                    .contains("us-east-1", "us-west-2");
            assertThat(tables.call(region, "DescribeTimeToLive", Map.of("TableName", "carts"))
                            .toString())
                    .contains("AttributeName=expiresAt");
        }
    }

    @Test
    void saysWhichResourceAServiceRefused() {
        synthesized.with("Shop", """
                {"Resources": {"Rule": {"Type": "AWS::Events::Rule", "Properties": {"ScheduleExpression": "often"}}}}
                """);
        assertThatThrownBy(() -> synthesized.made(Map.of()))
                .isInstanceOf(FormationTrouble.class)
                .hasMessageStartingWith("Shop.template.json: Rule (AWS::Events::Rule) could not be made: ");
    }
}
