package dev.changeover.cli.service;

import dev.changeover.core.model.Region;
import dev.changeover.operations.TwinOutages;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.world.Outage;
import dev.changeover.twin.world.Outages;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The twin's outages, as the service of one of its Regions brings them about. */
final class PractisedOutages implements TwinOutages {
    /** Ours: a service that takes its own Region away writes its audit and answers before, in a tenth of this. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final TwinAccount account;
    private final Outages outages;
    private final Region here;
    private volatile boolean ending;

    PractisedOutages(TwinAccount account, Region here) {
        this.account = account;
        this.outages = new Outages(account);
        this.here = here;
    }

    @Override
    public List<Site> regions() {
        return Stream.of(ShopEstate.PRIMARY, ShopEstate.SECONDARY)
                .map(region -> new Site(region, account.regions().dark(region) || (ending && region.equals(here))))
                .toList();
    }

    @Override
    public List<String> others() {
        return account.faults().planned().stream()
                .map(PractisedOutages::inWords)
                .toList();
    }

    private static String inWords(Faults.Planned planned) {
        var scope = planned.scope();
        String calls = Stream.of(scope.service(), scope.action(), scope.region().map(Region::code))
                .map(part -> part.orElse("*"))
                .collect(Collectors.joining(" "));
        return switch (planned.fault()) {
            case Fault.None _ -> calls + " works";
            case Fault.Dark _ -> calls + " is dark";
            case Fault.Slow(var by) -> calls + " is slow by " + by.toMillis() + " ms";
            case Fault.Broken _ -> calls + " answers with errors";
            case Fault.Throttle _ -> calls + " is throttled";
            case Fault.Silent _ -> calls + " never answers";
            case Fault.LoseReply _ -> calls + " loses replies";
            case Fault.LoseRequest _ -> calls + " loses requests";
        };
    }

    @Override
    public void darken(Region region) {
        var outage = new Outage.RegionDark(region);
        if (region.equals(here)) {
            ending = true;
            CompletableFuture.delayedExecutor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                    .execute(() -> outages.begin(outage));
        } else {
            outages.begin(outage);
        }
    }

    @Override
    public void heal(Region region) {
        outages.heal(region);
    }
}
