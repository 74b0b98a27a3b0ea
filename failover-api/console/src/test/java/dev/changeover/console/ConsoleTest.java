package dev.changeover.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleTest {
    private static final URI ISSUER = URI.create("http://127.0.0.1:4600/oidc");
    private final Console console = new Console(
            ConsoleSettings.besideTheApi(Map.of("us-east-1", URI.create("http://127.0.0.1:4590/")), List.of(ISSUER)));

    @Test
    void isOnePageAndItsServiceWorker() {
        assertThat(console.names()).containsExactly("index.html", "sw.js");
        assertThat(console.at("")).isPresent();
        assertThat(console.at("../pom.xml")).isEmpty();
    }

    @Test
    void asksNobodyElseForAnything() {
        assertThat(page()).doesNotContainPattern("(src|href)=\"?https?:").doesNotContain("@import", "url(http");
    }

    @Test
    void letsTheBrowserRunItsOwnTwoScriptsAlone() {
        String hashes = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL)
                .matcher(page())
                .results()
                .map(script -> " 'sha256-" + digest(script.group(1)) + "'")
                .collect(Collectors.joining());
        assertThat(policy())
                .startsWith("default-src 'none'; script-src" + hashes + ";")
                .doesNotContain("unsafe")
                .endsWith("frame-ancestors 'none'");
    }

    @Test
    void namesWhomThePageMaySpeakTo() {
        assertThat(policy()).contains("connect-src 'self' http://127.0.0.1:4600;");
        assertThat(page()).contains("content=\"us-east-1=http://127.0.0.1:4590/\"");
    }

    @Test
    void goesOutCompressedToWhoeverTakesIt() throws IOException {
        var asset = console.at("index.html").orElseThrow();
        byte[] back = new GZIPInputStream(new ByteArrayInputStream(asset.gzip())).readAllBytes();
        assertThat(back).isEqualTo(asset.bytes());
    }

    @Test
    void becomesABundleForABucket(@TempDir Path folder) throws IOException {
        new Console(new ConsoleSettings(Optional.of(URI.create("https://api.example/")), Map.of(), List.of()))
                .writeTo(folder);
        assertThat(Files.readString(folder.resolve("index.html"))).contains("content=\"https://api.example/\"");
        assertThat(folder.resolve("sw.js")).isNotEmptyFile();
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThatThrownBy(() -> ConsoleSettings.besideTheApi(Map.of(), List.of(URI.create("javascript:alert"))))
                .hasMessage("not an http address: javascript:alert");
    }

    private static String digest(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String page() {
        return new String(console.at("index.html").orElseThrow().bytes(), UTF_8);
    }

    private String policy() {
        return console.at("index.html").orElseThrow().headers().get("Content-Security-Policy");
    }
}
