package dev.changeover.twin.lambda.process;

import dev.changeover.core.model.Region;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.lambda.FunctionSpec;
import dev.changeover.twin.lambda.Hosting;
import dev.changeover.twin.lambda.LambdaService;
import dev.changeover.twin.lambda.Lambdas;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.wire.Gateway;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Lambda behind a real gateway, with functions in real processes, and SDK clients for it. */
final class LambdaDoors implements AutoCloseable {
    static final String ENDPOINT = "http://127.0.0.1:9";
    static final Duration FUNCTION_MAX = Duration.ofSeconds(60);

    /** A cold start takes 0.5 s, and several on a machine that has much else to do. */
    static final Duration SOON = Duration.ofSeconds(40);

    final Timeline timeline = Timeline.real();
    final Regions regions = new Regions(timeline);
    final ProcessSandboxes sandboxes;
    final Lambdas lambdas;
    final Gateway gateway;

    LambdaDoors(Path home, Hosting.Terms terms) {
        sandboxes = ProcessSandboxes.open(home, URI.create(ENDPOINT));
        lambdas = new Lambdas(timeline, regions, new Hosting(sandboxes, terms));
        gateway = Gateway.open(0, new Faults(regions), List.of(LambdaService.over(lambdas)));
    }

    /** Deploys the tiny function from an archive with its class. */
    void deploy(Region region, String name, Duration timeout, Map<String, String> environment) {
        lambdas.deploy(region, spec(name, timeout).withEnvironment(environment));
    }

    static FunctionSpec spec(String name, Duration timeout) {
        return FunctionSpec.of(name, Code.zip(archive()), TinyFunction.class.getName(), timeout);
    }

    static byte[] archive() {
        String entry = TinyFunction.class.getName().replace('.', '/') + ".class";
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes);
                InputStream in = TinyFunction.class.getResourceAsStream("/" + entry)) {
            out.putNextEntry(new ZipEntry(entry));
            in.transferTo(out);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return bytes.toByteArray();
    }

    LambdaClient client(Region region) {
        return client(region, SOON);
    }

    LambdaClient client(Region region, Duration longest) {
        return LambdaClient.builder()
                .region(software.amazon.awssdk.regions.Region.of(region.code()))
                .endpointOverride(endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("twin", "twin")))
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(longest))
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(retry -> retry.maxAttempts(1))
                        .apiCallTimeout(longest))
                .build();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + gateway.port());
    }

    @Override
    public void close() {
        gateway.close();
        sandboxes.close();
        timeline.close();
    }
}
