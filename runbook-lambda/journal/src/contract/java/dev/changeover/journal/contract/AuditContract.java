package dev.changeover.journal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.audit.AuditEntry;
import dev.changeover.core.audit.AuditStore;
import dev.changeover.core.model.ApplicationName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The promises of {@link AuditStore}, as cases. */
public abstract class AuditContract {
    protected static final ApplicationName SHOP = new ApplicationName("shop");
    protected static final ApplicationName BANK = new ApplicationName("bank");
    protected static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final int ALL = 100;

    /** The store. */
    protected abstract AuditStore store();

    /** The same store as another Region sees it. */
    protected AuditStore another() {
        return store();
    }

    protected static AuditEntry entry(String act, Optional<ApplicationName> application, Instant at) {
        return new AuditEntry(
                at,
                new AuditEntry.Who("ana", Optional.of("192.0.2.7"), Optional.of("us-west-2")),
                act,
                application,
                Optional.empty(),
                "a \"test\"",
                AuditEntry.Change.of("off", "on"),
                "done");
    }

    private List<String> acts(Optional<ApplicationName> application, Instant latest, int most) {
        return another().newest(application, latest, most).stream()
                .map(AuditEntry::act)
                .toList();
    }

    @Test
    void beginsEmpty() {
        assertThat(store().newest(Optional.empty(), AT, ALL)).isEmpty();
    }

    @Test
    void tellsWholeEntriesToEveryRegion() {
        var full = new AuditEntry(
                AT.plusMillis(123),
                new AuditEntry.Who("alarm shop-silent", Optional.empty(), Optional.empty()),
                "start",
                Optional.of(SHOP),
                Optional.of("shop-20261122"),
                "",
                AuditEntry.Change.NONE,
                "guards-refuse");
        assertThat(store().keep(full)).isEmpty();
        store().keep(entry("stop", Optional.empty(), AT));
        assertThat(another().newest(Optional.empty(), AT.plusSeconds(1), ALL))
                .containsExactly(full, entry("stop", Optional.empty(), AT));
    }

    @Test
    void givesTheNewestFirstAndNoMoreThanAsked() {
        for (int second = 0; second < 5; second++) {
            store().keep(entry("act-" + second, Optional.of(SHOP), AT.plusSeconds(second)));
        }
        assertThat(acts(Optional.empty(), AT.plusSeconds(10), 2)).containsExactly("act-4", "act-3");
        assertThat(acts(Optional.empty(), AT.plusSeconds(2), 2)).containsExactly("act-2", "act-1");
    }

    @Test
    void keepsTwoActsOfOneInstant() {
        store().keep(entry("arm", Optional.of(SHOP), AT));
        store().keep(entry("arm", Optional.of(SHOP), AT));
        assertThat(acts(Optional.empty(), AT, ALL)).containsExactly("arm", "arm");
    }

    @Test
    void findsAnApplicationsAmongOthers() {
        for (int second = 0; second < 30; second++) {
            boolean rare = second % 10 == 0;
            store().keep(entry("act-" + second, Optional.of(rare ? BANK : SHOP), AT.plusSeconds(second)));
        }
        store().keep(entry("stop", Optional.empty(), AT.plusSeconds(30)));
        assertThat(acts(Optional.of(BANK), AT.plusSeconds(60), 2)).containsExactly("act-20", "act-10");
        assertThat(acts(Optional.of(BANK), AT.plusSeconds(60), ALL)).hasSize(3);
    }

    @Test
    void goesBackOverMonthsAndYears() {
        Instant before = AT.minus(Duration.ofDays(100));
        store().keep(entry("long-ago", Optional.of(SHOP), before));
        store().keep(entry("now", Optional.of(SHOP), AT));
        assertThat(acts(Optional.of(SHOP), AT, ALL)).containsExactly("now", "long-ago");
        Instant newYear = Instant.parse("2027-01-01T00:00:00Z");
        assertThat(acts(Optional.empty(), newYear, 1)).containsExactly("now");
    }
}
