package dev.changeover.twin.account;

import dev.changeover.core.model.Region;
import dev.changeover.twin.dynamodb.KeySchema;
import dev.changeover.twin.dynamodb.Replication;
import dev.changeover.twin.lambda.FunctionSpec;
import dev.changeover.twin.ssm.Documents;
import dev.changeover.twin.ssm.ParameterStore;
import java.util.List;
import java.util.Optional;

/**
 * Puts the failover service into an account, as infrastructure code does on AWS: the journal's table, plans, documents
 * and functions, the same in both Regions. What is in them is the caller's.
 */
public final class ServiceEstate {
    public static final String TABLE = "changeover-journal";

    private static final List<Region> REGIONS = List.of(ShopEstate.PRIMARY, ShopEstate.SECONDARY);

    /** Of the same Region set as the two, as strong consistency asks for. */
    private static final Region WITNESS = new Region("us-east-2");

    private final TwinAccount account;

    /** A document under the name it is published as. */
    public record Document(String name, String yaml) {}

    public ServiceEstate(TwinAccount account) {
        this.account = account;
    }

    public void makeTable() {
        account.tables()
                .createStrong(
                        TABLE,
                        KeySchema.texts("pk", "sk"),
                        new Replication.Strong(ShopEstate.PRIMARY, ShopEstate.SECONDARY, WITNESS));
    }

    /** Too long for a standard parameter, so it is an advanced one. */
    public void publishPlan(String name, String text) {
        for (Region region : REGIONS) {
            account.systemsManager()
                    .parameters()
                    .put(
                            region,
                            new ParameterStore.Put(
                                    name, text, Optional.of(ParameterStore.Type.String), true, true, Optional.empty()));
        }
    }

    public void publishDocuments(List<Document> documents) {
        for (Region region : REGIONS) {
            documents.forEach(document -> account.systemsManager()
                    .documents()
                    .publish(region, Documents.Content.yaml(document.name(), document.yaml())));
        }
    }

    public void deploy(List<FunctionSpec> functions) {
        for (Region region : REGIONS) {
            functions.forEach(function -> account.lambdas().deploy(region, function));
        }
    }
}
