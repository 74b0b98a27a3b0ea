package dev.changeover.twin.world;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A function that asks the twin something without signing it, and tells with which status it was refused. */
public final class CallingFunction implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var connection = (HttpURLConnection)
                URI.create(System.getenv("AWS_ENDPOINT_URL")).toURL().openConnection();
        String answer = "\"" + System.getenv("AWS_REGION") + " hears " + connection.getResponseCode() + "\"";
        output.write(answer.getBytes(StandardCharsets.UTF_8));
    }
}
