package dev.changeover.twin.s3;

import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.wire.AwsReply;
import dev.changeover.twin.wire.AwsRequest;
import dev.changeover.twin.wire.Service;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** S3 on the wire (restXml, path style). */
public final class S3Service implements Service {
    private final Map<String, Function<Asked, AwsReply>> operations = new HashMap<>();

    private S3Service(Buckets buckets) {
        new BucketCalls(buckets).join(operations);
        new SettingCalls(buckets).join(operations);
        new ObjectCalls(buckets).join(operations);
    }

    public static Service over(Buckets buckets) {
        return new S3Service(buckets);
    }

    @Override
    public String signingName() {
        return "s3";
    }

    @Override
    public String action(AwsRequest request) {
        return Asked.of(request).action();
    }

    @Override
    public AwsReply answer(AwsRequest request) {
        Asked asked = Asked.of(request);
        Function<Asked, AwsReply> operation = operations.get(asked.action());
        if (operation == null) {
            throw new AwsError("NotImplemented", 501, "The twin does not answer s3:" + asked.inWords() + ".");
        }
        return operation.apply(asked);
    }

    @Override
    public AwsReply refuse(AwsRequest request, AwsError error) {
        return S3Replies.refusal(request, error);
    }
}
