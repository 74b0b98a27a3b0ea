package dev.changeover.twin.ports;

import dev.changeover.core.model.Site;
import dev.changeover.core.model.TrafficName;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.ProbePort;
import dev.changeover.core.port.ProbeView;
import dev.changeover.core.port.TrafficView;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The application's own word, asked of its model. */
final class ProbeDoor implements ProbePort {
    private final Timeline timeline;
    private final Regions regions;
    private final ApplicationModel application;

    ProbeDoor(Timeline timeline, Regions regions, ApplicationModel application) {
        this.timeline = timeline;
        this.regions = regions;
        this.application = application;
    }

    @Override
    public ProbeView writable(Site site, Through version) {
        return switch (version) {
            case STAGED -> probe(site, "AWSPENDING");
            case CURRENT -> probe(site, "AWSCURRENT");
        };
    }

    @Override
    public TrafficView traffic(TrafficName name, Site expected) {
        List<String> answers = application.resolve(name.name());
        TrafficView.Resolution resolution = answers.isEmpty()
                ? new TrafficView.Resolution.Unreadable(
                        new PortFailure(PortFailure.Code.NOT_FOUND, name.name() + " has no answer"))
                : new TrafficView.Resolution.Answered(answers);
        return new TrafficView(resolution, probe(expected, "AWSCURRENT"), timeline.now());
    }

    private ProbeView probe(Site site, String stage) {
        Instant now = timeline.now();
        if (regions.dark(site.region())) {
            return new ProbeView.Failed("no answer from " + site.region(), now);
        }
        Optional<String> refused = application.write(site, stage);
        return refused.<ProbeView>map(why -> new ProbeView.Failed(why, now))
                .orElseGet(() -> new ProbeView.Passed("wrote a row through " + stage, now));
    }
}
