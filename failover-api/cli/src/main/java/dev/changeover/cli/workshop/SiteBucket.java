package dev.changeover.cli.workshop;

import dev.changeover.core.model.Region;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** "Block public access" of one bucket: signed S3 calls over the wire, as {@code aws s3api} sends them. */
public final class SiteBucket {
    /** The twin answers in milliseconds; this is for a machine that is busy. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    /** The JDK's client writes these itself. */
    private static final Set<String> CLIENTS_OWN = Set.of("host", "content-length");

    private static final String ALL_FOUR =
            "<PublicAccessBlockConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                    + "<BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls>"
                    + "<BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets>"
                    + "</PublicAccessBlockConfiguration>";

    private final URI address;
    private final String region;

    public SiteBucket(URI gateway, Region region, String name) {
        this.address = gateway.resolve("/" + name + "?publicAccessBlock");
        this.region = region.code();
    }

    /** PutPublicAccessBlock with all four switches on; the status that S3 answers, 0 when nothing came. */
    public int block() {
        return ask(SdkHttpMethod.PUT, ALL_FOUR);
    }

    /** DeletePublicAccessBlock; the status that S3 answers, 0 when nothing came. */
    public int open() {
        return ask(SdkHttpMethod.DELETE, "");
    }

    private int ask(SdkHttpMethod method, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(ANSWER_MAX)
                .method(method.name(), body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        signed(method, body)
                .headers()
                .forEach((name, values) -> values.stream()
                        .filter(_ -> !CLIENTS_OWN.contains(name.toLowerCase(Locale.ROOT)))
                        .forEach(value -> request.header(name, value)));
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException nothing) {
            return 0;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** The twin takes any key; S3's way of signing encodes a path once. */
    private SdkHttpRequest signed(SdkHttpMethod method, String body) {
        SdkHttpRequest request =
                SdkHttpRequest.builder().method(method).uri(address).build();
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(AwsCredentialsIdentity.create("test", "test"))
                        .request(request)
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false));
        return signed.request();
    }
}
