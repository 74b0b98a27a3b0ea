package dev.changeover.cli.twin;

import dev.changeover.aws.Carriers;
import dev.changeover.cli.service.FunctionPackage;
import dev.changeover.cli.service.TemplateWorld;
import dev.changeover.cli.service.TwinService;
import dev.changeover.cli.service.TwinSite;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.JournalTable;
import dev.changeover.twin.account.ServiceEstate;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.world.ControlServer;
import dev.changeover.twin.world.Twin;
import dev.changeover.twin.world.TwinSettings;
import dev.changeover.twin.world.TwinTrouble;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * A twin as a process of its own: {@code TwinMain HOME PORT TIMING WHAT}, where the last is {@code shop}, {@code empty}
 * or {@code from FOLDER STACK:NAME=VALUE...}. Runs until it is told to end.
 */
public final class TwinMain {
    private TwinMain() {}

    public static void main(String... arguments) throws InterruptedException {
        Carriers.provide();
        var home = new TwinHome(Path.of(arguments[0]), new Ports(Integer.parseInt(arguments[1])));
        var pace = TwinSettings.Pace.named(arguments[2]);
        List<String> shop = arguments[3].equals("shop") ? ShopCommand.line() : List.of();
        var told = new CountDownLatch(1);
        try {
            home.make();
            Future<Code> code = meanwhile(() -> FunctionPackage.chosen(home.cache()));
            var service = new Service();
            Twin twin = Twin.start(home.settings(pace, shop), standing -> service.open(standing, pace, code));
            var ending = new Ending();
            Runtime.getRuntime().addShutdownHook(new Thread(ending::end, "end-twin"));
            ending.then(twin::close);
            if (arguments[3].equals("from")) {
                var templates = Templates.of(List.of(arguments).subList(4, arguments.length));
                var papers = new TemplateWorld.Papers(home.outputs(), home.cluster(), home.cache());
                ending.then(home::removePlan);
                home.writePlan(TemplateWorld.make(twin, papers, templates.read(), ShopCommand.line(), code::get));
            } else {
                ending.then(service.ending::end);
                service.plan.ifPresent(plan -> {
                    ending.then(home::removePlan);
                    home.writePlan(plan); // last: whoever finds it finds everything else
                });
            }
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

    private static ApplicationPlan triggered(Twin twin, ApplicationPlan made) {
        return made.journaledIn(new JournalTable(ServiceEstate.TABLE))
                .triggeredBy(new ServiceEstate(twin.account()).makeAlarms());
    }

    /** The failover service and the site's edge, which are opened while the shops come up. */
    private static final class Service {
        private final Ending ending = new Ending();
        private Optional<ApplicationPlan> plan = Optional.empty();

        void open(Twin twin, TwinSettings.Pace pace, Future<Code> code) {
            ApplicationPlan made =
                    triggered(twin, twin.application().orElseThrow().plan());
            ending.then(TwinSite.open(twin.account(), pace)::close);
            ending.then(TwinService.open(twin.account(), made, come(code))::close);
            plan = Optional.of(made);
        }
    }

    /** What is ended with the process, the last opened first. */
    private static final class Ending {
        private final Deque<Runnable> closings = new ConcurrentLinkedDeque<>();

        void then(Runnable close) {
            closings.push(close);
        }

        /** One that fails must not leave the others running: the twin's servers outlive a process that forgets them. */
        void end() {
            for (Runnable close = closings.poll(); close != null; close = closings.poll()) {
                try {
                    close.run();
                } catch (RuntimeException failed) {
                    System.err.println("twin: something did not end: " + failed);
                }
            }
        }
    }

    /** On a thread of the platform: it loads classes and reads a zip, which pins a virtual one (decision 0191). */
    private static <T> Future<T> meanwhile(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofPlatform().name("meanwhile").daemon().start(task);
        return task;
    }

    private static <T> T come(Future<T> work) {
        try {
            return work.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException why
                    ? why
                    : new TwinTrouble(failed.getCause().getMessage(), failed);
        } catch (InterruptedException stopped) {
            throw new TwinTrouble("interrupted", stopped);
        }
    }

    /** Begins the line of the log that says why a twin did not start. */
    static final String TROUBLE = "twin: ";
}
