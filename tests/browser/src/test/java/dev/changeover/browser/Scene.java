package dev.changeover.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;

/** Two Regions' services, a sign-in provider, and a browser to look at them with. */
final class Scene implements AutoCloseable {
    // A shared machine of two processors under load; alone each wait takes well below a second.
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);
    // Nothing listens there.
    private static final URI SILENT = URI.create("http://127.0.0.1:65321");

    private final World world = new World();
    private final FixtureIssuer issuer;
    private final FixtureApi east;
    private final FixtureApi west;
    private final Browsers browsers;

    Scene() {
        browsers = new Browsers(WAIT_MAX);
        try {
            issuer = new FixtureIssuer(SILENT);
            east = new FixtureApi(world, World.EAST, issuer);
            west = new FixtureApi(world, World.WEST, issuer);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        east.knowsAlso(west);
        west.knowsAlso(east);
    }

    World world() {
        return world;
    }

    FixtureApi east() {
        return east;
    }

    FixtureApi west() {
        return west;
    }

    FixtureIssuer issuer() {
        return issuer;
    }

    Browsers.Look look() {
        return Browsers.Look.usual();
    }

    /** A browser of its own, nobody signed in. */
    Screen visitor(Browsers.Look look) {
        return browsers.visitor(look);
    }

    /** Somebody who has signed in already, at a page of the service in a Region. */
    Screen signedIn(Person person, Browsers.Look look, FixtureApi at, String hash) {
        Screen screen = visitor(look);
        String session = Json.text(Json.object("token", issuer.tokenOf(person)));
        screen.page()
                .addInitScript("if (!sessionStorage.getItem('changeover:session')) {"
                        + "sessionStorage.setItem('changeover:session', " + Json.text(session) + ")}");
        screen.page().navigate(at.address() + "#/" + hash);
        return screen;
    }

    Screen operator(String hash) {
        return signedIn(Person.of("ana"), look(), west, hash);
    }

    @Override
    public void close() {
        browsers.close();
        east.close();
        west.close();
        issuer.close();
        assertThat(east.contractFaults())
                .as("what the fixture said against the contract")
                .isEmpty();
        assertThat(west.contractFaults())
                .as("what the fixture said against the contract")
                .isEmpty();
        assertThat(browsers.pageErrors()).as("errors in the page").isEmpty();
    }
}
