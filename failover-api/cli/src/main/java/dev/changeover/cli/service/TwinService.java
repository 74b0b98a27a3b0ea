package dev.changeover.cli.service;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.http.auth.Provider;
import dev.changeover.http.twin.TokenIssuer;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.model.Regions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The failover service of a twin: deployed, and answering in each Region that is not dark. */
public final class TwinService implements AutoCloseable {
    private static final List<Region> REGIONS = List.of(ShopEstate.PRIMARY, ShopEstate.SECONDARY);

    private final Ports ports;
    private final List<TokenIssuer> issuers = new ArrayList<>();
    private final Map<Region, RegionalApi> open = new HashMap<>();
    private boolean closed;

    private TwinService(Ports ports) {
        this.ports = ports;
    }

    /** Deploys it and opens its doors. */
    public static TwinService open(TwinAccount account, ApplicationPlan plan, Code code) {
        TokenIssuer issuer = issuer(account.ports());
        new Deployment(account, code, List.of(issuer.provider())).deploy(plan);
        return over(account, issuer);
    }

    /** Signing in is not of one Region: on AWS each has a user pool of its own, and operators are in both. */
    static TokenIssuer issuer(Ports ports) {
        return TokenIssuer.open(ports.identity(), "both Regions", InstantSource.system());
    }

    /** Opens the doors of what is deployed; {@code issuer} ends with it. */
    static TwinService over(TwinAccount account, TokenIssuer issuer) {
        var service = new TwinService(account.ports());
        service.issuers.add(issuer);
        REGIONS.forEach(service::rise);
        account.regions().watch(new Regions.Watcher() {
            @Override
            public void darkened(Region region) {
                service.fall(region);
            }

            @Override
            public void recovered(Region region) {
                service.rise(region);
            }
        });
        return service;
    }

    private synchronized void rise(Region region) {
        if (!closed) {
            open.computeIfAbsent(
                    region, _ -> new RegionalApi(new RegionalApi.Place(ports, REGIONS.indexOf(region), providers())));
        }
    }

    private List<Provider> providers() {
        return issuers.stream().map(TokenIssuer::provider).toList();
    }

    private synchronized void fall(Region region) {
        RegionalApi fallen = open.remove(region);
        if (fallen != null) {
            fallen.close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        List.copyOf(open.keySet()).forEach(this::fall);
        issuers.forEach(TokenIssuer::close);
    }
}
