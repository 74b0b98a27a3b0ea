package dev.changeover.core.step;

import dev.changeover.core.model.GlobalClusterId;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.SafetyRuleArn;
import dev.changeover.core.model.SecretLayout;
import dev.changeover.core.model.Site;
import dev.changeover.core.model.TrafficName;
import java.util.List;

/** A promise: from one Region to the other. Data only. It says what it expects to find, so that it can refuse. */
public sealed interface Step {
    StepName name();

    Site from();

    Site to();

    /** Looks at everything and changes nothing. */
    record Preflight(Site from, Site to, Mode mode, GlobalClusterId database) implements Step {
        @Override
        public StepName name() {
            return StepName.PREFLIGHT;
        }
    }

    /** A second person says yes. */
    record Approve(Site from, Site to) implements Step {
        @Override
        public StepName name() {
            return StepName.APPROVE;
        }
    }

    /** The target Region holds a version that names the target's database, and nobody uses it yet. */
    record StageSecret(Site from, Site to, Mode mode, SecretLayout layout) implements Step {
        @Override
        public StepName name() {
            return StepName.STAGE_SECRET;
        }
    }

    /** The writer is in the target Region. */
    record SwitchDatabase(Site from, Site to, Mode mode, GlobalClusterId database) implements Step {
        @Override
        public StepName name() {
            return StepName.SWITCH_DATABASE;
        }
    }

    /** The application wrote and read back a row in the target Region, through the staged secret. */
    record VerifyWritable(Site from, Site to) implements Step {
        @Override
        public StepName name() {
            return StepName.VERIFY_WRITABLE;
        }
    }

    /** Both Regions' secrets name the writer; what cannot be reached is owed. */
    record RewriteSecret(Site from, Site to, Mode mode, SecretLayout layout) implements Step {
        @Override
        public StepName name() {
            return StepName.REWRITE_SECRET;
        }
    }

    /** The target's routing control is On and the source's Off. */
    record ShiftTraffic(Site from, Site to, List<SafetyRuleArn> override) implements Step {
        @Override
        public StepName name() {
            return StepName.SHIFT_TRAFFIC;
        }
    }

    /** DNS answers the target, and the application is well there. */
    record VerifyTraffic(Site from, Site to, TrafficName traffic) implements Step {
        @Override
        public StepName name() {
            return StepName.VERIFY_TRAFFIC;
        }
    }

    /** What was measured and what is owed is written down. */
    record Report(Site from, Site to) implements Step {
        @Override
        public StepName name() {
            return StepName.REPORT;
        }
    }
}
