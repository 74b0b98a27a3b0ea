package dev.changeover.cli.service;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.http.auth.Provider;
import dev.changeover.http.twin.TokenIssuer;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.model.Regions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The failover service of a twin: deployed, and answering in each Region that is not dark. */
public final class TwinService implements AutoCloseable {
    private static final List<Region> REGIONS = List.of(ShopEstate.PRIMARY, ShopEstate.SECONDARY);

    private final TwinAccount account;
    private final Map<Region, TokenIssuer> issuers = new LinkedHashMap<>();
    private final Map<Region, RegionalApi> open = new HashMap<>();
    private boolean closed;

    private TwinService(TwinAccount account) {
        this.account = account;
    }

    /** Deploys it and opens its doors. */
    public static TwinService open(TwinAccount account, ApplicationPlan plan, Code code) {
        TwinService service = signingIn(account);
        new Deployment(account, code, service.providers()).deploy(plan);
        return service.answering();
    }

    /** Operators can sign in, and nothing else answers: on AWS each Region has a pool, and operators are in both. */
    static TwinService signingIn(TwinAccount account) {
        var service = new TwinService(account);
        for (Region region : REGIONS) {
            int port = account.ports().identity(REGIONS.indexOf(region));
            service.issuers.put(region, TokenIssuer.open(port, region.code(), InstantSource.system()));
        }
        return service;
    }

    /** Opens the doors of what is deployed. */
    TwinService answering() {
        REGIONS.forEach(this::rise);
        account.regions().watch(new Regions.Watcher() {
            @Override
            public void darkened(Region region) {
                TwinService.this.fall(region);
            }

            @Override
            public void recovered(Region region) {
                TwinService.this.rise(region);
            }
        });
        return this;
    }

    private synchronized void rise(Region region) {
        if (!closed) {
            issuers.get(region).rise();
            open.computeIfAbsent(
                    region, _ -> new RegionalApi(new RegionalApi.Place(account, REGIONS.indexOf(region), providers())));
        }
    }

    TwinAccount account() {
        return account;
    }

    /** Who signs operators in. */
    List<Provider> providers() {
        return issuers.values().stream().map(TokenIssuer::provider).toList();
    }

    private synchronized void fall(Region region) {
        RegionalApi fallen = open.remove(region);
        if (fallen != null) {
            fallen.close();
        }
        issuers.get(region).fall();
    }

    @Override
    public synchronized void close() {
        closed = true;
        List.copyOf(open.keySet()).forEach(this::fall);
        issuers.values().forEach(TokenIssuer::close);
    }
}
