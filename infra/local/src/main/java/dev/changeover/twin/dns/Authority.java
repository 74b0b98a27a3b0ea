package dev.changeover.twin.dns;

import dev.changeover.twin.route53.RecordSet;
import dev.changeover.twin.route53.RecordType;
import dev.changeover.twin.route53.Route53;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** What a query is answered, authoritatively. Names of other zones are refused, as Route 53 refuses them. */
public final class Authority {
    /** Aliases followed in one answer. Ours: the twin's own chains have one link. */
    static final int CHAIN_MAX = 8;

    /** Bytes of UDP we take and offer; the figure of DNS flag day 2020. */
    static final int UDP_BYTES_MAX = 1_232;

    private final Route53 route53;
    private final List<ExtraZone> extraZones;

    public Authority(Route53 route53, List<ExtraZone> extraZones) {
        this.route53 = route53;
        this.extraZones = List.copyOf(extraZones);
    }

    Message answer(Message query) {
        Message answer = begin(query);
        OPTRecord options = query.getOPT();
        if (options != null && options.getVersion() > 0) {
            answer.addRecord(new OPTRecord(UDP_BYTES_MAX, Rcode.BADVERS >> 4, 0), Section.ADDITIONAL);
            return answer;
        }
        Record question = query.getQuestion();
        if (query.getHeader().getOpcode() != Opcode.QUERY) {
            answer.getHeader().setRcode(Rcode.NOTIMP);
        } else if (question == null || query.getHeader().getCount(Section.QUESTION) != 1) {
            answer.getHeader().setRcode(Rcode.FORMERR);
        } else if (question.getDClass() != DClass.IN) {
            answer.getHeader().setRcode(Rcode.REFUSED);
        } else {
            follow(question.getName(), question.getType(), answer);
        }
        if (options != null) {
            answer.addRecord(new OPTRecord(UDP_BYTES_MAX, 0, 0), Section.ADDITIONAL);
        }
        return answer;
    }

    private static Message begin(Message query) {
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setOpcode(query.getHeader().getOpcode());
        if (query.getHeader().getFlag(Flags.RD)) {
            answer.getHeader().setFlag(Flags.RD);
        }
        if (query.getQuestion() != null) {
            answer.addRecord(query.getQuestion(), Section.QUESTION);
        }
        return answer;
    }

    /** Answers, following aliases for as long as they stay in our zones. */
    private void follow(Name asked, int type, Message answer) {
        Name name = asked;
        for (int link = 0; link <= CHAIN_MAX; link++) {
            Optional<Name> next = step(name, type, answer, link == 0);
            if (next.isEmpty()) {
                return;
            }
            name = next.get();
        }
        answer.getHeader().setRcode(Rcode.SERVFAIL);
    }

    /** Adds what this name has to say; returns the alias to follow, if any. */
    private Optional<Name> step(Name name, int type, Message answer, boolean first) {
        String text = text(name);
        Optional<ExtraZone> extra =
                extraZones.stream().filter(zone -> zone.holds(text)).findFirst();
        if (extra.isPresent()) {
            answer.getHeader().setFlag(Flags.AA);
            made(name, type, extra.get(), answer);
            return Optional.empty();
        }
        Optional<String> zone = route53.zoneFor(text);
        if (zone.isEmpty()) {
            if (first) {
                answer.getHeader().setRcode(Rcode.REFUSED);
            }
            return Optional.empty();
        }
        answer.getHeader().setFlag(Flags.AA);
        return hosted(name, type, zone.get(), answer);
    }

    private void made(Name name, int type, ExtraZone zone, Message answer) {
        Optional<InetAddress> address = zone.address().apply(text(name));
        if (address.isPresent() && (type == Type.A || type == Type.ANY)) {
            answer.addRecord(new ARecord(name, DClass.IN, ExtraZone.TTL_SECONDS, address.get()), Section.ANSWER);
            return;
        }
        if (address.isEmpty()) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        Name apex = absolute(zone.suffix());
        long ttl = ExtraZone.TTL_SECONDS;
        answer.addRecord(new SOARecord(apex, DClass.IN, ttl, apex, apex, 1, ttl, ttl, ttl, ttl), Section.AUTHORITY);
    }

    private Optional<Name> hosted(Name name, int type, String zone, Message answer) {
        List<RecordSet> sets = route53.answering(text(name));
        List<RecordSet> wanted = sets.stream()
                .filter(set -> type == Type.ANY || code(set.type()) == type)
                .toList();
        if (!wanted.isEmpty()) {
            wanted.forEach(set -> add(set, name, answer));
            return Optional.empty();
        }
        Optional<RecordSet> alias =
                sets.stream().filter(set -> set.type() == RecordType.CNAME).findFirst();
        if (alias.isPresent()) {
            add(alias.get(), name, answer);
            return answer.getSection(Section.ANSWER).stream()
                    .filter(CNAMERecord.class::isInstance)
                    .filter(link -> link.getName().equals(name))
                    .map(link -> ((CNAMERecord) link).getTarget())
                    .findFirst();
        }
        if (sets.isEmpty() && !route53.existsBelow(text(name))) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        addNothing(zone, answer);
        return Optional.empty();
    }

    /** How long "there is nothing" may be remembered is in the zone's SOA (RFC 2308). */
    private void addNothing(String zone, Message answer) {
        route53.answering(zone).stream()
                .filter(set -> set.type() == RecordType.SOA)
                .flatMap(set -> records(set, absolute(zone)).stream())
                .map(SOARecord.class::cast)
                .map(soa -> new SOARecord(
                        soa.getName(),
                        DClass.IN,
                        Math.min(soa.getTTL(), soa.getMinimum()),
                        soa.getHost(),
                        soa.getAdmin(),
                        soa.getSerial(),
                        soa.getRefresh(),
                        soa.getRetry(),
                        soa.getExpire(),
                        soa.getMinimum()))
                .forEach(soa -> answer.addRecord(soa, Section.AUTHORITY));
    }

    private static void add(RecordSet set, Name owner, Message answer) {
        records(set, owner).forEach(record -> answer.addRecord(record, Section.ANSWER));
    }

    private static List<Record> records(RecordSet set, Name owner) {
        return set.values().stream().map(value -> record(set, owner, value)).toList();
    }

    private static Record record(RecordSet set, Name owner, String value) {
        try {
            return Record.fromString(owner, code(set.type()), DClass.IN, set.ttlSeconds(), value, Name.root);
        } catch (IOException unchecked) {
            throw new IllegalStateException("Route 53 let through " + set, unchecked);
        }
    }

    private static int code(RecordType type) {
        return switch (type) {
            case A -> Type.A;
            case CNAME -> Type.CNAME;
            case SRV -> Type.SRV;
            case TXT -> Type.TXT;
            case NS -> Type.NS;
            case SOA -> Type.SOA;
        };
    }

    private static Name absolute(String name) {
        try {
            return Name.fromString(name, Name.root);
        } catch (TextParseException unchecked) {
            throw new IllegalStateException("not a domain name: " + name, unchecked);
        }
    }

    private static String text(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }
}
