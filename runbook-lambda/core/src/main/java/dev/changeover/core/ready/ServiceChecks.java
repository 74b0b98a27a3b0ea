package dev.changeover.core.ready;

import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.ProbeView;
import dev.changeover.core.port.SecretView;
import dev.changeover.core.ready.Checked.Gathering;
import dev.changeover.core.ready.ReadinessFinding.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Secrets, artefacts, journal, DNS and health: what surrounds the database and its traffic. */
final class ServiceChecks {
    private ServiceChecks() {}

    static List<Checked> before(Survey seen) {
        return List.of(secrets(seen));
    }

    static List<Checked> after(Survey seen) {
        return List.of(artefacts(seen), journal(seen), dns(seen), health(seen));
    }

    private static Checked secrets(Survey seen) {
        var secrets = new Gathering(Check.SECRETS);
        seen.secrets().forEach((region, secret) -> {
            switch (secret) {
                case SecretView.Unreadable(var why, var at) -> secrets.unreadable(why, at);
                case SecretView.Held held -> names(seen, region, held, secrets);
            }
        });
        return secrets.done();
    }

    /** Where the writer is not known, the host is shown and held against nothing: WRITER says so already. */
    private static void names(Survey seen, Region region, SecretView.Held held, Gathering secrets) {
        String words = region + " names " + held.current().names();
        boolean wrong = seen.active()
                .filter(active -> !active.database().equals(held.current().names()))
                .isPresent();
        if (wrong) {
            secrets.found(
                    Code.SECRET_NAMES_ANOTHER_HOST,
                    words + ", the writer is " + seen.active().orElseThrow().database(),
                    held.seenAt());
        } else {
            secrets.saw(words, held.seenAt());
        }
    }

    private static Checked artefacts(Survey seen) {
        var artefacts = new Gathering(Check.ARTEFACTS);
        if (seen.artefacts().isEmpty()) {
            return artefacts
                    .found(Code.ARTEFACTS_NOT_NAMED, "none was named", seen.begunAt())
                    .done();
        }
        seen.artefacts().forEach((artefact, deployed) -> alike(artefact, deployed, artefacts));
        return artefacts.done();
    }

    private static void alike(
            Artefact artefact, Map<Region, Glance<Optional<Artefact.Deployed>>> deployed, Gathering artefacts) {
        Set<String> hashes = new HashSet<>();
        deployed.forEach((region, glance) -> glance.judge(artefacts, (found, at) -> {
            if (found.isEmpty()) {
                artefacts.found(Code.ARTEFACT_MISSING, artefact + " in " + region, at);
                return;
            }
            String words = artefact + " in " + region + ": version "
                    + found.get().version() + ", " + shortened(found.get().hash());
            hashes.add(found.get().hash());
            if (artefact.hash()
                    .filter(wanted -> !wanted.equals(found.get().hash()))
                    .isPresent()) {
                artefacts.found(
                        Code.ARTEFACT_UNEXPECTED,
                        words + ", expected " + shortened(artefact.hash().get()),
                        at);
            } else {
                artefacts.saw(words, at);
            }
        }));
        if (hashes.size() > 1) {
            Instant at = deployed.values().iterator().next().seenAt();
            artefacts.found(Code.ARTEFACTS_DIFFER, artefact + " is not the same in both Regions", at);
        }
    }

    /** Enough of a hash to tell two apart by eye. */
    private static String shortened(String hash) {
        return hash.length() > 12 ? hash.substring(0, 12) + "…" : hash;
    }

    private static Checked journal(Survey seen) {
        var journal = new Gathering(Check.JOURNAL);
        if (seen.journal().isEmpty()) {
            return journal.unreadable(new PortFailure(PortFailure.Code.INVALID, "no place was tried"), seen.begunAt())
                    .done();
        }
        boolean usable =
                seen.journal().stream().anyMatch(tried -> tried.failure().isEmpty());
        for (JournalProbe.Tried tried : seen.journal()) {
            if (tried.failure().isEmpty()) {
                journal.saw("wrote and read in " + tried.place(), tried.at());
            } else {
                journal.found(
                        usable ? Code.JOURNAL_REGION_LOST : Code.JOURNAL_UNUSABLE,
                        tried.place() + ": " + tried.failure().get(),
                        tried.at());
            }
        }
        return journal.done();
    }

    private static Checked dns(Survey seen) {
        var dns = new Gathering(Check.DNS);
        String name = seen.plan().traffic().name();
        seen.name().judge(dns, (answer, at) -> {
            String words =
                    name + " is " + answer.answers() + ", TTL " + answer.ttl().toSeconds() + " s";
            seen.ofStandby(dns, (active, _) -> {
                if (answer.answers().stream().noneMatch(active.dnsAnswers()::contains)) {
                    dns.found(Code.DNS_ELSEWHERE, words + ", expected " + active.dnsAnswers(), at);
                }
            });
            Duration objective = seen.plan().objectives().rto();
            if (answer.ttl().compareTo(objective) > 0) {
                dns.found(Code.DNS_TTL_ABOVE_OBJECTIVE, words + ", RTO objective " + objective.toSeconds() + " s", at);
            }
            dns.saw(words, at);
        });
        return dns.done();
    }

    private static Checked health(Survey seen) {
        var health = new Gathering(Check.HEALTH);
        seen.health().forEach((region, probe) -> {
            switch (probe) {
                case ProbeView.Passed(var evidence, var at) -> health.saw(region + ": " + evidence, at);
                case ProbeView.Failed(var why, var at) -> {
                    boolean active = seen.active()
                            .map(Site::region)
                            .filter(region::equals)
                            .isPresent();
                    health.found(active ? Code.ACTIVE_UNHEALTHY : Code.STANDBY_UNHEALTHY, region + ": " + why, at);
                }
            }
        });
        return health.done();
    }
}
