package dev.changeover.twin.s3;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.wire.AwsReply;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the web sites of one Region's buckets answer, as S3's website endpoints do. */
final class Sites {
    private static final String HTML = "text/html; charset=utf-8";

    private final Buckets buckets;
    private final Region region;

    Sites(Buckets buckets, Region region) {
        this.buckets = buckets;
        this.region = region;
    }

    /** {@code tag} is the tag of what the reader has already. */
    AwsReply answer(String method, Optional<SiteAddress> address, Optional<String> tag) {
        try {
            if (!method.equals("GET") && !method.equals("HEAD")) {
                throw new AwsError(
                        "MethodNotAllowed", 405, "The specified method is not allowed against this resource.");
            }
            SiteAddress asked = address.orElseThrow(() -> S3Errors.noSuchBucket(""));
            Website site = buckets.siteOf(region, asked.bucket());
            return page(site, asked, tag);
        } catch (AwsError refused) {
            return refusal(refused);
        }
    }

    private AwsReply page(Website site, SiteAddress asked, Optional<String> tag) {
        String path = asked.path().substring(1);
        String key = path.isEmpty() || path.endsWith("/") ? path + site.indexSuffix() : path;
        return switch (buckets.read(region, asked.bucket(), key)) {
            case Buckets.Reading.Found(var object) -> found(object, tag);
            case Buckets.Reading.Forbidden _ -> refusal(S3Errors.accessDenied());
            case Buckets.Reading.Missing _ -> missing(site, asked, key);
        };
    }

    private static AwsReply found(StoredObject object, Optional<String> tag) {
        Map<String, String> headers = ObjectCalls.headers(object);
        return tag.filter(object.tag()::equals).isPresent()
                ? S3Replies.of(304, object.kind().contentType(), headers, new byte[0])
                : S3Replies.of(200, object.kind().contentType(), headers, object.bytes());
    }

    /** A folder's name without its slash leads to the folder; whatever else is not there, to the error document. */
    private AwsReply missing(Website site, SiteAddress asked, String key) {
        String folder = key + "/" + site.indexSuffix();
        if (buckets.read(region, asked.bucket(), folder) instanceof Buckets.Reading.Found) {
            return S3Replies.empty(302, Map.of("Location", asked.root() + asked.path() + "/"));
        }
        return site.errorKey()
                .map(document -> buckets.read(region, asked.bucket(), document))
                .filter(Buckets.Reading.Found.class::isInstance)
                .map(Buckets.Reading.Found.class::cast)
                .map(page -> S3Replies.of(
                        404,
                        page.object().kind().contentType(),
                        Map.of(),
                        page.object().bytes()))
                .orElseGet(() -> refusal(S3Errors.noSuchKey(key)));
    }

    /** S3's own page for what went wrong. */
    static AwsReply refusal(AwsError error) {
        String id = S3Replies.requestId();
        String title = error.status() + " " + reason(error.status());
        var items = new LinkedHashMap<String, String>();
        items.put("Code", error.code());
        items.put("Message", error.getMessage());
        error.fields().forEach((name, value) -> items.put(name, value.toString()));
        items.put("RequestId", id);
        var page = new StringBuilder(
                "<html>\n<head><title>" + title + "</title></head>\n<body>\n<h1>" + title + "</h1>\n<ul>\n");
        items.forEach((name, value) -> page.append("<li>")
                .append(name)
                .append(": ")
                .append(escaped(value))
                .append("</li>\n"));
        page.append("</ul>\n<hr/>\n</body>\n</html>\n");
        var headers = Map.of(S3Replies.REQUEST_ID, id, "x-amz-error-code", error.code());
        return S3Replies.of(error.status(), HTML, headers, page.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String reason(int status) {
        return switch (status) {
            case 301 -> "Moved Permanently";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 500 -> "Internal Server Error";
            case 503 -> "Slow Down";
            default -> "Error";
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
