package dev.changeover.cli.twin;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Refusal;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.world.TwinClient;
import dev.changeover.twin.world.TwinTrouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What the commands about a twin share: which one is meant. */
public abstract class TwinCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "BASE",
            defaultValue = "4566",
            description = "First of the 50 ports of the twin. Default: ${DEFAULT-VALUE}.")
    private int port;

    private final Desk desk;

    protected TwinCommand(Desk desk) {
        this.desk = desk;
    }

    protected Desk desk() {
        return desk;
    }

    protected TwinHome home() {
        return new TwinHome(desk.home(), ports());
    }

    protected Ports ports() {
        try {
            return new Ports(port);
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "--port: " + wrong.getMessage() + ".",
                    "Leave it out for " + Ports.BASE_DEFAULT + ".");
        }
    }

    /** Where browsers find the shop. */
    protected String edge() {
        return "http://127.0.0.1:" + ports().edge();
    }

    protected TwinClient twin() {
        return new TwinClient(ports());
    }

    /** Refuses where a twin runs on these ports already. */
    protected void requireFree() {
        if (twin().state().isPresent()) {
            throw new Refusal(
                    ExitCode.PRECONDITION,
                    "A twin already runs on port " + ports().base() + ".",
                    "End it with: changeover down --port " + ports().base() + ", or choose another --port.");
        }
    }

    @Override
    public final Integer call() {
        try {
            return answer().number();
        } catch (TwinTrouble trouble) {
            if (twin().state().isEmpty()) {
                throw new Refusal(
                        ExitCode.UNREACHABLE,
                        "No twin answers on port " + ports().base() + ".",
                        "Start one with: changeover up --port " + ports().base());
            }
            throw new Refusal(ExitCode.GENERAL, trouble.getMessage() + ".", "See " + home().log() + ".");
        }
    }

    protected abstract ExitCode answer();
}
