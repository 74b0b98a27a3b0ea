package dev.changeover.cli.service;

import dev.changeover.aws.AutomationDrivers;
import dev.changeover.console.Console;
import dev.changeover.console.ConsoleSettings;
import dev.changeover.core.model.Region;
import dev.changeover.handler.service.Premises;
import dev.changeover.http.Api;
import dev.changeover.http.ApiServer;
import dev.changeover.http.Origins;
import dev.changeover.http.Streams;
import dev.changeover.http.auth.Provider;
import dev.changeover.http.auth.Tokens;
import dev.changeover.operations.Operations;
import dev.changeover.twin.account.ServiceEstate;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.Ports;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The failover API and the console of one Region of the twin. It dies with its Region, like everything there. */
final class RegionalApi implements AutoCloseable {
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final Premises premises;
    private final ApiServer server;

    /** Where it stands, beside which other, and whom it believes. */
    record Place(TwinAccount account, int index, List<Provider> providers) {
        Ports ports() {
            return account.ports();
        }

        Region region() {
            return index == 0 ? ShopEstate.PRIMARY : ShopEstate.SECONDARY;
        }

        Region other() {
            return index == 0 ? ShopEstate.SECONDARY : ShopEstate.PRIMARY;
        }

        int port() {
            return ports().api(index);
        }

        URI elsewhere() {
            return URI.create("http://127.0.0.1:" + ports().api(1 - index) + "/");
        }

        List<URI> signIn() {
            return providers.stream()
                    .map(provider -> provider.addresses().token())
                    .toList();
        }
    }

    RegionalApi(Place place) {
        InstantSource clock = InstantSource.system();
        var twin = Optional.of(URI.create("http://127.0.0.1:" + place.ports().gateway()));
        var names = AutomationDrivers.Names.defaults();
        premises = Premises.open(
                new Premises.Ground(
                        List.of(place.region(), place.other()),
                        ServiceEstate.TABLE,
                        names,
                        Premises.Ground.functions(names),
                        twin,
                        "twin"),
                clock);
        var operations = new Operations(premises.house(premises.boards(), background));
        var api = new Api(
                operations,
                new Tokens(place.providers(), clock),
                Origins.none(),
                Streams.open(),
                Optional.of(new PractisedOutages(place.account(), place.region())));
        var settings = ConsoleSettings.besideTheApi(Map.of(place.other().code(), place.elsewhere()), place.signIn());
        server = ApiServer.open(place.port(), api, new ConsolePages(new Console(settings)));
    }

    @Override
    public void close() {
        server.close();
        background.shutdownNow();
        premises.close();
    }
}
