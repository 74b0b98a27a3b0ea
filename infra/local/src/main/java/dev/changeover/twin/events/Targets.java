package dev.changeover.twin.events;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.sns.Message;
import dev.changeover.twin.sns.Topics;
import dev.changeover.twin.ssm.Functions;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whom rules and alarms of a Region can tell: its functions and its topics. */
public final class Targets {
    private static final Pattern LAMBDA = Pattern.compile("arn:aws:lambda:([a-z0-9-]+):\\d{12}:function:.+");
    private static final Pattern SNS = Pattern.compile("arn:aws:sns:([a-z0-9-]+):\\d{12}:.+");

    private final Functions functions;
    private final Topics topics;

    public Targets(Functions functions, Topics topics) {
        this.functions = functions;
        this.topics = topics;
    }

    /** Whether the twin can tell it anything. */
    static boolean known(Region region, String arn) {
        return here(LAMBDA, region, arn) || here(SNS, region, arn);
    }

    static boolean topic(String arn) {
        return SNS.matcher(arn).matches();
    }

    private static boolean here(Pattern kind, Region region, String arn) {
        var parts = kind.matcher(arn);
        return parts.matches() && parts.group(1).equals(region.code());
    }

    /** Tells, and does not wait. What is not there hears nothing, as with AWS, which only counts that as a metric. */
    void tell(Region region, String arn, String payload, Optional<String> subject) {
        if (here(LAMBDA, region, arn)) {
            functions.invoke(region, new Functions.Invocation(arn, Optional.empty(), "Event", payload), _ -> {});
        } else if (here(SNS, region, arn)) {
            try {
                topics.publish(region, arn, new Message(payload, subject, Map.of()));
            } catch (AwsError gone) {
                // The topic was deleted, or the payload is too long for it.
            }
        }
    }
}
