package dev.changeover.core.step;

import dev.changeover.core.port.ProbeView;
import dev.changeover.core.port.TrafficView;
import java.util.Collections;

/** Decides VerifyWritable and VerifyTraffic. */
public final class VerifyRule {
    private VerifyRule() {}

    public static Decision writable(ProbeView seen) {
        return switch (seen) {
            case ProbeView.Passed passed -> new Decision.Satisfied(passed.evidence());
            case ProbeView.Failed failed -> new Decision.Wait(WaitReason.NOT_WRITABLE_YET, failed.why());
        };
    }

    public static Decision traffic(Step.VerifyTraffic step, TrafficView seen) {
        return switch (seen.resolution()) {
            case TrafficView.Resolution.Unreadable(var why) ->
                new Decision.Wait(WaitReason.DNS_NOT_MOVED, why.toString());
            case TrafficView.Resolution.Answered(var answers)
            when Collections.disjoint(answers, step.to().dnsAnswers()) ->
                new Decision.Wait(WaitReason.DNS_NOT_MOVED, step.traffic().name() + " is " + answers);
            case TrafficView.Resolution.Answered(var answers) ->
                switch (seen.health()) {
                    case ProbeView.Failed failed -> new Decision.Wait(WaitReason.NOT_HEALTHY_YET, failed.why());
                    case ProbeView.Passed passed ->
                        new Decision.Satisfied(
                                step.traffic().name() + " is " + answers + "; healthy: " + passed.evidence());
                };
        };
    }
}
