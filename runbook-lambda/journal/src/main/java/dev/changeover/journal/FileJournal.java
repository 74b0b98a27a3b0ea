package dev.changeover.journal;

import dev.changeover.core.journal.CorruptJournalException;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A journal in a directory, for one machine. Any number of threads and processes may use it at once, and any of them
 * may be killed at any time.
 *
 * <ul>
 *   <li>{@code changeovers/ID.jsonl}: the events, a line each, only ever appended to;
 *   <li>{@code changeovers/ID.lease}: who drives, in which epoch, until when;
 *   <li>{@code applications/NAME}: the ids of the application's changeovers; the last one is live until it has ended;
 *   <li>{@code applications/NAME.lock}: held while any of these is written.
 * </ul>
 *
 * <p>A disk that cannot be written is an answer; one that cannot be read is an {@link UncheckedIOException}, since
 * {@link Journal} has no other word for it.
 */
public final class FileJournal implements Journal {
    private static final String JOURNAL_SUFFIX = ".jsonl";

    private final Path directory;
    private final Path changeovers;
    private final Path applications;

    /** Which application a changeover is of never changes, and is asked at each append. */
    private final Map<ChangeoverId, ApplicationName> applicationOf = new ConcurrentHashMap<>();

    /** The directory is made when the first changeover is opened. */
    public FileJournal(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
        this.changeovers = this.directory.resolve("changeovers");
        this.applications = this.directory.resolve("applications");
    }

    /**
     * The journal's file appears last and as a whole: before that the changeover does not exist, after that it is the
     * application's live one.
     */
    @Override
    public Opening open(Event.Started first) {
        ChangeoverId id = first.request().id();
        ApplicationName application = first.plan().name();
        try {
            AtomicFile.makeDirectory(changeovers);
            AtomicFile.makeDirectory(applications);
            try (var _ = lock(application)) {
                if (Files.exists(fileOf(id))) {
                    return new Opening.AlreadyLive(id);
                }
                List<ChangeoverId> known = opened(application);
                Optional<ChangeoverId> live = liveOf(known);
                if (live.isPresent()) {
                    return new Opening.AlreadyLive(live.get());
                }
                historyOf(application).write(known, id);
                AtomicFile.write(fileOf(id), JournalLine.of(first));
                return new Opening.Opened();
            }
        } catch (IOException failed) {
            return new Opening.Unavailable(DiskFailure.of(directory, failed));
        }
    }

    @Override
    public List<Event> read(ChangeoverId id) {
        return reading(() -> new JournalFile(fileOf(id)).events());
    }

    /** A driver that asks again keeps the lease it has while more than half of it is left; after that it is renewed. */
    @Override
    public Leasing lease(ChangeoverId id, String driver, Instant now, Duration length) {
        try (var _ = lock(application(id))) {
            Optional<Lease> last = leaseOf(id).last();
            boolean others = last.isPresent() && !last.get().driver().equals(driver);
            if (others && last.get().until().isAfter(now)) {
                return new Leasing.HeldBy(last.get().driver(), last.get().until());
            }
            if (last.isPresent() && !others && lasts(last.get(), now, length)) {
                return new Leasing.Taken(last.get());
            }
            long epoch = last.map(Lease::epoch).orElse(0L) + (others || last.isEmpty() ? 1 : 0);
            var taken = new Lease(id, driver, epoch, now.plus(length));
            leaseOf(id).write(taken);
            return new Leasing.Taken(taken);
        } catch (IOException failed) {
            return new Leasing.Unavailable(DiskFailure.of(directory, failed));
        }
    }

    @Override
    public Optional<Lease> lastLease(ChangeoverId id) {
        return reading(() -> leaseOf(id).last());
    }

    @Override
    public void release(Lease lease) {
        try (var _ = lock(application(lease.id()))) {
            if (leaseOf(lease.id()).last().filter(last -> same(last, lease)).isPresent()) {
                leaseOf(lease.id()).write(new Lease(lease.id(), lease.driver(), lease.epoch(), Instant.EPOCH));
            }
        } catch (IOException failed) {
            // The lease runs out by itself; giving it back early is a courtesy that may fail.
        }
    }

    @Override
    public Appending append(ChangeoverId id, int expected, Event event, Optional<Lease> lease) {
        try (var _ = lock(application(id))) {
            if (lease.isPresent()
                    && leaseOf(id)
                            .last()
                            .filter(last -> same(last, lease.get()))
                            .isEmpty()) {
                return new Appending.Fenced();
            }
            boolean appended = new JournalFile(fileOf(id)).append(expected, event);
            return appended ? new Appending.Appended() : new Appending.Behind();
        } catch (IOException failed) {
            return new Appending.Unavailable(DiskFailure.of(directory, failed));
        }
    }

    @Override
    public Optional<ChangeoverId> live(ApplicationName application) {
        return reading(() -> liveOf(opened(application)));
    }

    @Override
    public List<ChangeoverId> history(ApplicationName application) {
        return reading(() -> opened(application));
    }

    /** Every changeover in the directory, oldest first, damaged ones last. Changes nothing and needs no lock. */
    public List<KeptChangeover> all() {
        return reading(() -> {
            if (!Files.isDirectory(changeovers)) {
                return List.of();
            }
            try (Stream<Path> files = Files.list(changeovers)) {
                return files.flatMap(file -> idOf(file).stream())
                        .map(this::kept)
                        .sorted(Comparator.comparing(FileJournal::startedAt)
                                .thenComparing(one -> one.id().value()))
                        .toList();
            }
        });
    }

    /** Where the events of a changeover are, or would be. */
    public Path fileOf(ChangeoverId id) {
        return changeovers.resolve(id.value() + JOURNAL_SUFFIX);
    }

    private KeptChangeover kept(ChangeoverId id) {
        try {
            List<Event> events = read(id);
            if (events.isEmpty()) {
                return new KeptChangeover.Damaged(id, fileOf(id) + " holds no event");
            }
            Event.Started started = JournalFile.started(events.getFirst(), fileOf(id));
            Optional<Event.Ended> ended = events.stream()
                    .filter(Event.Ended.class::isInstance)
                    .map(Event.Ended.class::cast)
                    .findFirst();
            return new KeptChangeover.Whole(id, started, ended);
        } catch (CorruptJournalException | UncheckedIOException damaged) {
            return new KeptChangeover.Damaged(id, damaged.getMessage());
        }
    }

    private static Instant startedAt(KeptChangeover kept) {
        return switch (kept) {
            case KeptChangeover.Whole whole -> whole.started().at();
            case KeptChangeover.Damaged _ -> Instant.MAX;
        };
    }

    private static Optional<ChangeoverId> idOf(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(JOURNAL_SUFFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ChangeoverId(name.substring(0, name.length() - JOURNAL_SUFFIX.length())));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    /** The ids that were opened: those whose journal is there. */
    private List<ChangeoverId> opened(ApplicationName application) throws IOException {
        List<ChangeoverId> opened = new ArrayList<>();
        for (ChangeoverId id : historyOf(application).ids()) {
            if (Files.exists(fileOf(id))) {
                opened.add(id);
            }
        }
        return opened;
    }

    /** Only the last can be live: it could not have been opened before all others had ended. */
    private Optional<ChangeoverId> liveOf(List<ChangeoverId> opened) throws IOException {
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        boolean ended =
                new JournalFile(fileOf(opened.getLast())).events().stream().anyMatch(Event.Ended.class::isInstance);
        return ended ? Optional.empty() : Optional.of(opened.getLast());
    }

    /** More than half of its length is left: a driver may ask at each turn, and a durable write takes milliseconds. */
    private static boolean lasts(Lease lease, Instant now, Duration length) {
        return lease.until().isAfter(now.plus(length.dividedBy(2)))
                && !lease.until().isAfter(now.plus(length));
    }

    private static boolean same(Lease one, Lease other) {
        return one.epoch() == other.epoch() && one.driver().equals(other.driver());
    }

    private ApplicationName application(ChangeoverId id) throws IOException {
        ApplicationName known = applicationOf.get(id);
        if (known == null) {
            known = new JournalFile(fileOf(id)).started().plan().name();
            applicationOf.put(id, known);
        }
        return known;
    }

    private ApplicationLock lock(ApplicationName application) throws IOException {
        return ApplicationLock.take(applications.resolve(application.value() + ".lock"));
    }

    private HistoryFile historyOf(ApplicationName application) {
        return new HistoryFile(applications.resolve(application.value()));
    }

    private LeaseFile leaseOf(ChangeoverId id) {
        return new LeaseFile(changeovers.resolve(id.value() + ".lease"), id);
    }

    /** A read of the disk. */
    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T reading(Reading<T> disk) {
        try {
            return disk.read();
        } catch (NoSuchFileException gone) {
            throw new UncheckedIOException("the journal in " + directory + " lost " + gone.getFile(), gone);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "the journal in " + directory + " cannot be read: " + failed.getMessage(), failed);
        }
    }
}
