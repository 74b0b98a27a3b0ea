package dev.changeover.aws;

import dev.changeover.core.model.Timeouts;
import dev.changeover.core.model.TrafficName;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.PortFailure.Code;
import dev.changeover.core.port.TrafficView.Resolution;
import dev.changeover.core.ready.NameAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Asks one DNS server, past every cache on this machine: where a name leads is what a changeover changes. */
final class Resolver {
    private final Caller caller;
    private final Timeouts timeouts;

    Resolver(Caller caller, Timeouts timeouts) {
        this.caller = caller;
        this.timeouts = timeouts;
    }

    /** The canonical names and addresses that the name leads to; a server gives aliases along with the addresses. */
    Resolution resolve(TrafficName name) {
        Future<Reply<Message>> v6 = caller.meanwhile(() -> query(name, Type.AAAA));
        Reply<Message> v4 = query(name, Type.A);
        return v4.then(four -> Caller.join(v6)
                        .then(six -> new Reply.Got<Resolution>(
                                new Resolution.Answered(Stream.concat(answers(four), answers(six))
                                        .distinct()
                                        .toList()))))
                .fold(found -> found, Resolution.Unreadable::new);
    }

    /** Where the name leads, with the longest TTL of what leads there. */
    Reply<NameAnswer> named(TrafficName name) {
        Future<Reply<Message>> v6 = caller.meanwhile(() -> query(name, Type.AAAA));
        Reply<Message> v4 = query(name, Type.A);
        return v4.then(four -> Caller.join(v6).then(six -> new Reply.Got<>(named(four, six))));
    }

    private static NameAnswer named(Message four, Message six) {
        long ttlSeconds = Stream.of(four, six)
                .flatMap(reply -> reply.getSection(Section.ANSWER).stream())
                .mapToLong(Record::getTTL)
                .max()
                .orElse(0);
        List<String> answers =
                Stream.concat(answers(four), answers(six)).distinct().toList();
        return new NameAnswer(answers, Duration.ofSeconds(ttlSeconds));
    }

    private Reply<Message> query(TrafficName name, int type) {
        String whom = "DNS for " + name.name();
        return caller.ask(whom, () -> send(name, type)).then(reply -> switch (reply.getRcode()) {
            case Rcode.NOERROR -> new Reply.Got<>(reply);
            case Rcode.NXDOMAIN -> refused(Code.NOT_FOUND, whom + ": there is no such name");
            default -> refused(Code.UNREACHABLE, whom + ": " + Rcode.string(reply.getRcode()));
        });
    }

    private Message send(TrafficName name, int type) throws IOException {
        SimpleResolver server = name.resolver().isPresent()
                ? new SimpleResolver(new InetSocketAddress(
                        name.resolver().get().host(), name.resolver().get().port()))
                : new SimpleResolver();
        server.setTimeout(timeouts.call());
        return server.send(
                Message.newQuery(Record.newRecord(Name.fromString(name.name(), Name.root), type, DClass.IN)));
    }

    private static Reply<Message> refused(Code code, String message) {
        return new Reply.Refused<>(new PortFailure(code, message), "");
    }

    private static Stream<String> answers(Message reply) {
        return reply.getSection(Section.ANSWER).stream().flatMap(Resolver::answer);
    }

    private static Stream<String> answer(Record record) {
        return switch (record) {
            case ARecord address -> Stream.of(address.getAddress().getHostAddress());
            case AAAARecord address -> Stream.of(address.getAddress().getHostAddress());
            case CNAMERecord alias -> Stream.of(alias.getTarget().toString(true));
            default -> Stream.of();
        };
    }
}
