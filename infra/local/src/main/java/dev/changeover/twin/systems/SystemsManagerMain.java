package dev.changeover.twin.systems;

import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.ssm.Automation;
import dev.changeover.twin.ssm.FileShelf;
import dev.changeover.twin.ssm.SystemsManager;
import dev.changeover.twin.ssm.SystemsManagerService;
import dev.changeover.twin.wire.Gateway;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** The process: goes on with what its shelf holds, says at which port it answers, and ends when the twin does. */
public final class SystemsManagerMain {
    /** What it says once it answers. */
    static final String ANSWERS_AT = "answers at ";

    private SystemsManagerMain() {}

    /** {@code args} are the twin's port, the shelf's folder and the dark Regions, parted by commas. */
    public static void main(String[] args) throws IOException {
        var timeline = Timeline.real();
        var regions = new Regions(timeline);
        RegionsDoor.set(regions, List.of(args[2].split(",", -1)));
        var twin = new FarGround(Integer.parseInt(args[0]));
        var ground = new Automation.Ground(timeline, regions, twin, twin);
        SystemsManager model = timeline.call(() -> {
            var resumed = SystemsManager.on(ground, new FileShelf(Path.of(args[1])));
            twin.join(SystemsManagerService.inner(resumed));
            return resumed;
        });
        // The fault plan, darkness and all, is the twin's: nothing comes here that it holds back.
        var noFaults = new Faults(new Regions(timeline));
        var door = Gateway.open(0, noFaults, List.of(SystemsManagerService.over(model), new RegionsDoor(regions)));
        System.out.println(ANSWERS_AT + door.port());
        awaitTheTwinsEnd(System.in);
        door.close();
        timeline.close();
        System.exit(0); // connections to the twin may still be open
    }

    /** The twin holds the other end of the pipe, and lets go of it however it ends. */
    private static void awaitTheTwinsEnd(InputStream pipe) throws IOException {
        while (pipe.read() >= 0) {
            // Nothing is ever sent.
        }
    }
}
