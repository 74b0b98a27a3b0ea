package dev.changeover.twin.account;

import dev.changeover.core.model.Region;
import dev.changeover.twin.dynamodb.KeySchema;
import dev.changeover.twin.dynamodb.Replication;
import dev.changeover.twin.lambda.FunctionSpec;
import java.util.List;

/**
 * Puts what the failover service stands on into an account, as infrastructure code does on AWS: the journal's table and
 * its functions, the same in both Regions. What is in them is the caller's.
 */
public final class ServiceEstate {
    public static final String TABLE = "changeover-journal";

    private static final List<Region> REGIONS = List.of(ShopEstate.PRIMARY, ShopEstate.SECONDARY);

    /** Of the same Region set as the two, as strong consistency asks for. */
    private static final Region WITNESS = new Region("us-east-2");

    private final TwinAccount account;

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

    public void deploy(List<FunctionSpec> functions) {
        for (Region region : REGIONS) {
            functions.forEach(function -> account.lambdas().deploy(region, function));
        }
    }
}
