package dev.changeover.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.changeover.http.Api;
import dev.changeover.http.GatewayAdapter;
import dev.changeover.http.Origins;
import dev.changeover.http.Streams;
import dev.changeover.http.auth.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;

/**
 * The function {@code changeover-api}: the failover API behind an API Gateway HTTP API, payload format 2.0. The routes
 * and their code are those of the twin's server.
 */
public final class ApiHandler implements RequestStreamHandler {
    private final GatewayAdapter adapter;

    /** As Lambda makes it. */
    public ApiHandler() {
        this(api(Settings.of(System.getenv())));
    }

    ApiHandler(Api api) {
        this.adapter = new GatewayAdapter(api);
    }

    private static Api api(Settings settings) {
        if (settings.door().issuers().isEmpty()) {
            throw new IllegalArgumentException(
                    Settings.ISSUERS + " is not set; name the providers whose tokens are believed");
        }
        InstantSource clock = InstantSource.system();
        var tokens = new Tokens(settings.door().issuers(), clock);
        var origins = new Origins(settings.door().origins());
        return new Api(settings.premises(clock).operations(), tokens, origins, Streams.none());
    }

    /**
     * Answers one request.
     *
     * @throws UnusableEvent if what came is no request of an HTTP API
     */
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        try {
            out.write(adapter.answer(in.readAllBytes()));
        } catch (GatewayAdapter.NotOurs stranger) {
            throw new UnusableEvent(stranger.getMessage());
        }
    }
}
