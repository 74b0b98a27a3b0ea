package dev.changeover.simulation;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Policy;
import dev.changeover.core.model.SecretArn;
import dev.changeover.core.model.SecretLayout;
import dev.changeover.core.model.Site;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.Timing;
import dev.changeover.twin.secrets.SecretCalls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The shop's estate as the twin sets it up, or with one replicated secret instead of two. */
final class Estate {
    static final SecretLayout INDEPENDENT = new SecretLayout.Independent();

    private Estate() {}

    /**
     * How the shop is set up.
     *
     * @param approval whether a second person must approve
     * @param unhurried whether RDS takes seconds for what it otherwise does in a moment
     */
    record Terms(SecretLayout secrets, boolean approval, boolean unhurried) {
        static final Terms PLAIN = new Terms(INDEPENDENT, false, false);

        /** A move of 10 s, so that much can happen in the middle of it. A choice. */
        Timing timing() {
            Timing local = Timing.local();
            return unhurried
                    ? new Timing(
                            local.creation(),
                            local.deletion(),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(4),
                            Duration.ofSeconds(5),
                            local.rejoinCheck(),
                            local.metrics(),
                            local.alarms())
                    : local;
        }
    }

    static ApplicationPlan setUp(TwinAccount account, Terms terms, Consumer<BooleanSupplier> await) {
        var choices = new ShopEstate.Choices(Duration.ofSeconds(1), "virtual");
        ApplicationPlan plan = new ShopEstate(account, choices, await).setUp();
        Site secondary = switch (terms.secrets()) {
            case SecretLayout.Independent _ -> plan.secondary();
            case SecretLayout.Replicated _ -> replicated(account, plan.secondary(), await);
        };
        return new ApplicationPlan(
                plan.name(),
                plan.globalCluster(),
                plan.primary(),
                secondary,
                terms.secrets(),
                plan.routingEndpoints(),
                plan.traffic(),
                plan.objectives(),
                plan.timeouts(),
                new Policy(terms.approval()),
                plan.twin(),
                plan.alarmTrigger(),
                plan.journal());
    }

    private static Site replicated(TwinAccount account, Site site, Consumer<BooleanSupplier> await) {
        var secrets = account.secrets();
        secrets.delete(site.region(), new SecretCalls.Delete(site.secret().value(), true, Optional.empty()));
        var toSite = new SecretCalls.Replication(List.of(site.region()), false);
        secrets.replicate(ShopEstate.PRIMARY, ShopEstate.SECRET, toSite);
        await.accept(() -> !secrets.list(site.region(), false).isEmpty());
        String arn = secrets.describe(site.region(), ShopEstate.SECRET).arn();
        return new Site(
                site.region(),
                site.cluster(),
                site.database(),
                new SecretArn(arn),
                site.control(),
                site.dnsAnswers(),
                site.writeProbe(),
                site.health());
    }
}
