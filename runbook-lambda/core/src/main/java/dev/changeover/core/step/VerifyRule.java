package dev.changeover.core.step;

import dev.changeover.core.model.Endpoint;
import dev.changeover.core.port.ProbePort;
import dev.changeover.core.port.ProbeView;
import dev.changeover.core.port.SecretView;
import dev.changeover.core.port.TrafficView;
import java.util.Collections;
import java.util.Optional;

/** Decides VerifyWritable and VerifyTraffic. */
public final class VerifyRule {
    private VerifyRule() {}

    public static Decision writable(ProbeView seen) {
        return switch (seen) {
            case ProbeView.Passed passed -> new Decision.Satisfied(passed.evidence());
            case ProbeView.Failed failed -> new Decision.Wait(WaitReason.NOT_WRITABLE_YET, failed.why());
        };
    }

    /**
     * By which version to probe when a person has skipped StageSecret: one that leads to the target's database, since
     * any other would prove the wrong one. Empty if there is none.
     */
    public static Optional<ProbePort.Through> through(Step.VerifyWritable step, SecretView.Held seen) {
        Endpoint wanted = step.to().database();
        if (seen.pending().map(SecretView.Version::names).filter(wanted::equals).isPresent()) {
            return Optional.of(ProbePort.Through.STAGED);
        }
        return seen.current().names().equals(wanted) ? Optional.of(ProbePort.Through.CURRENT) : Optional.empty();
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
