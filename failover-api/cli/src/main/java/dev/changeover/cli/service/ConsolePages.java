package dev.changeover.cli.service;

import dev.changeover.console.Console;
import dev.changeover.http.Pages;
import dev.changeover.http.Request;
import dev.changeover.http.Response;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The operator console, at the root of the API's own address. */
final class ConsolePages implements Pages {
    private final Console console;

    ConsolePages(Console console) {
        this.console = console;
    }

    @Override
    public Optional<Response> at(Request request) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        return reads && request.path().startsWith("/")
                ? console.at(request.path().substring(1)).map(asset -> response(asset, zips(request)))
                : Optional.empty();
    }

    private static boolean zips(Request request) {
        return request.header("Accept-Encoding")
                .filter(coding -> coding.toLowerCase(Locale.ROOT).contains("gzip"))
                .isPresent();
    }

    private static Response response(Console.Asset asset, boolean zipped) {
        Map<String, String> headers = new LinkedHashMap<>(asset.headers());
        headers.put("Vary", "Accept-Encoding");
        if (zipped) {
            headers.put("Content-Encoding", "gzip");
        }
        return new Response(200, headers, new Response.Body.Bytes(zipped ? asset.gzip() : asset.bytes()));
    }
}
