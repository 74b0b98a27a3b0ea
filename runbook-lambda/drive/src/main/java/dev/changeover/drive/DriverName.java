package dev.changeover.drive;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who holds a lease: a process of a machine. Says enough for another process of the same machine to see that it is
 * dead, so that nobody waits out the lease of a driver that was killed.
 *
 * @param started when the process began, in ms since 1970; tells it from a later process with the same id
 * @param number tells the drivers of one process apart
 */
public record DriverName(String host, long pid, long started, int number) {
    private static final Pattern SHAPE = Pattern.compile("([A-Za-z0-9._-]+)/(\\d{1,18})/(\\d{1,18})/(\\d{1,9})");
    private static final AtomicInteger NEXT = new AtomicInteger(1);

    /** A name that no other driver has. */
    public static DriverName fresh() {
        ProcessHandle self = ProcessHandle.current();
        return new DriverName(hostName(), self.pid(), startedMs(self), NEXT.getAndIncrement());
    }

    static Optional<DriverName> parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(new DriverName(
                parts.group(1),
                Long.parseLong(parts.group(2)),
                Long.parseLong(parts.group(3)),
                Integer.parseInt(parts.group(4))));
    }

    /**
     * Whether it is a process of this machine that has ended. A wrong yes does no harm: taking over raises the epoch,
     * and a driver that was alive after all is fenced off at its next append.
     */
    boolean dead() {
        return host.equals(hostName())
                && ProcessHandle.of(pid)
                        .filter(process -> process.isAlive() && startedMs(process) == started)
                        .isEmpty();
    }

    private static long startedMs(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }

    @Override
    public String toString() {
        return host + "/" + pid + "/" + started + "/" + number;
    }
}
