package dev.changeover.cli.twin;

import dev.changeover.cli.service.TwinService;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.JournalTable;
import dev.changeover.twin.account.ServiceEstate;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.world.ControlServer;
import dev.changeover.twin.world.Twin;
import dev.changeover.twin.world.TwinSettings;
import dev.changeover.twin.world.TwinTrouble;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A twin as a process of its own: {@code TwinMain HOME PORT TIMING shop|empty}. Runs until it is told to end. */
public final class TwinMain {
    private TwinMain() {}

    public static void main(String... arguments) throws InterruptedException {
        var home = new TwinHome(Path.of(arguments[0]), new Ports(Integer.parseInt(arguments[1])));
        var pace = TwinSettings.Pace.named(arguments[2]);
        List<String> shop = arguments[3].equals("empty") ? List.of() : ShopCommand.line();
        var told = new CountDownLatch(1);
        try {
            home.make();
            Twin twin = Twin.start(home.settings(pace, shop));
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                home.removePlan();
                                twin.close();
                            },
                            "end-twin"));
            twin.application().ifPresent(application -> serve(twin, application.plan(), home));
            ControlServer.open(home.ports().control(), twin, told::countDown); // ends with the process
        } catch (RuntimeException trouble) { // whatever it is, a twin that is not whole must not stay
            System.err.println(TROUBLE + trouble.getMessage());
            if (!(trouble instanceof TwinTrouble)) {
                trouble.printStackTrace();
            }
            System.exit(1);
        }
        told.await();
        System.exit(0);
    }

    /** The plan is written last: whoever finds it finds everything else. */
    private static void serve(Twin twin, ApplicationPlan made, TwinHome home) {
        ApplicationPlan plan = made.journaledIn(new JournalTable(ServiceEstate.TABLE));
        TwinService.open(twin.account(), plan, Code.classPath(classPath())); // ends with the process
        home.writePlan(plan);
    }

    private static List<Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }

    /** Begins the line of the log that says why a twin did not start. */
    static final String TROUBLE = "twin: ";
}
